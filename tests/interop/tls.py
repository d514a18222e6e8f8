"""What sslyze finds on the exchange's port: TLS 1.3 alone, a client certificate required, no early
data, no compression, no known weakness. Arguments: port, client certificate, its key."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

port, certificate, key = sys.argv[1:]


def scan(*options):
    with tempfile.TemporaryDirectory() as directory:
        report = Path(directory, "report.json")
        subprocess.run(
            [Path(sys.executable).with_name("sslyze"), "--quiet", f"--json_out={report}"]
            + [*options, f"localhost:{port}"],
            check=True,
            stdout=subprocess.DEVNULL,
        )
        return json.loads(report.read_text())["server_scan_results"][0]


found = scan("--sslv2", "--sslv3", "--tlsv1", "--tlsv1_1", "--tlsv1_2", "--tlsv1_3", "--early_data",
             "--compression", "--heartbleed", "--openssl_ccs", "--robot", "--reneg",
             f"--cert={certificate}", f"--key={key}")
assert found["connectivity_status"] == "COMPLETED", found["connectivity_error_trace"]
results = {name: scan_["result"] for name, scan_ in found["scan_result"].items() if scan_["result"]}
suites = {
    name.removesuffix("_cipher_suites"): [
        suite["cipher_suite"]["name"] for suite in result["accepted_cipher_suites"]
    ]
    for name, result in results.items()
    if name.endswith("_cipher_suites")
}
assert len(suites) == 6, suites
for version, accepted in suites.items():
    assert bool(accepted) == (version == "tls_1_3"), (version, accepted)
assert all(name.startswith("TLS_") and "CBC" not in name for name in suites["tls_1_3"]), suites
assert not results["tls_1_3_early_data"]["supports_early_data"]
assert not results["tls_compression"]["supports_compression"]
assert not results["heartbleed"]["is_vulnerable_to_heartbleed"]
assert not results["openssl_ccs_injection"]["is_vulnerable_to_ccs_injection"]
assert results["robot"]["robot_result"].startswith("NOT_VULNERABLE"), results["robot"]

# Without a certificate nothing can be asked at all.
bare = scan("--tlsv1_3")
requirement = bare["connectivity_result"]["client_auth_requirement"]
assert requirement == "REQUIRED", requirement
print("sslyze: TLS 1.3 alone, client certificate required:", ", ".join(suites["tls_1_3"]))
