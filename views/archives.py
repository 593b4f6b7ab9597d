"""Office files that do not know when they were made: equal contents give equal bytes.

Office formats are ZIP archives with dates inside; both kinds of dates are set to the data's own, also in archives
within archives (the workbook behind a native chart).
"""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime

FIXED = (1980, 1, 1, 0, 0, 0)
STAMP = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(</dcterms:)")


def settle(data: bytes, at: datetime) -> bytes:
    """Give an Office file with all its dates set to `at` and its members in order."""
    stamp = at.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    settled = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(settled, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            content = old.read(name)
            if name == "docProps/core.xml":
                content = STAMP.sub(rb"\g<1>" + stamp + rb"\g<2>", content)
            elif name.endswith(".xlsx"):
                content = settle(content, at)
            member = zipfile.ZipInfo(name, FIXED)
            member.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(member, content)
    return settled.getvalue()
