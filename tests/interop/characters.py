"""What becomes of characters of Unicode, in Rust and in Python. Argument: the file that the test
`characters` of the crate vdx-pseudonym writes. Characters that this Python's Unicode does not have
are left out."""

import sys
import unicodedata

from vdx_client import _aside, _names

same, different = 0, []
for line in open(sys.argv[1], encoding="utf-8", newline="\n"):
    code, *theirs = line.removesuffix("\n").split("\t")
    c = chr(int(code, 16))
    if unicodedata.category(c) == "Cn":
        continue
    between = f"b{c}d"
    ours = [
        " ".join(_names.name_words(c)), " ".join(_names.name_words(between)),
        _names.number(f"12{c}3"), _aside.of_name(c).value, _aside.of_name(c * 3).value,
        _aside.of_number(f"{c}71{c}").value,
    ]
    if ours == theirs:
        same += 1
    else:
        different.append(code)
print(f"{'FAILED' if different else 'ok'}      {same} characters of Unicode {unicodedata.unidata_version} become the same"
      + (f", but {len(different)} do not: {', '.join(different[:20])}" if different else ""))
sys.exit(bool(different))
