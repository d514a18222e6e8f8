"""What Python's cryptography reads of the keys that vdx writes: a PKCS#12 file, as for a browser, and
a private key under a passphrase. Arguments: the PKCS#12 file, the key, the file of the passphrase."""

import sys
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.serialization import load_pem_private_key, pkcs12

p12, key, phrase = (Path(name).read_bytes() for name in sys.argv[1:])
phrase = phrase.strip()
loaded, certificate, authorities = pkcs12.load_key_and_certificates(p12, phrase)
names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
[uri] = names.get_values_for_type(x509.UniformResourceIdentifier)
assert uri == "spiffe://exchange.example/institution/police", uri
assert loaded.public_key() == certificate.public_key()
assert len(authorities) == 1
certificate.verify_directly_issued_by(authorities[0])
assert load_pem_private_key(key, phrase).public_key() == certificate.public_key()
for wrong in (b"another phrase entirely", None):
    try:
        load_pem_private_key(key, wrong)
        raise SystemExit("a key opens without its passphrase")
    except (TypeError, ValueError):
        pass
print("keys: a PKCS#12 file and an encrypted key, read by Python")
