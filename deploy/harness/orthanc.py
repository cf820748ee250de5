"""Orthanc, a DICOM archive with DICOMweb (PS3.18), in a private folder."""

import json
import os
import time
import urllib.error
import urllib.request
from email import message_from_bytes, policy

from harness import processes

PROGRAM = "/usr/sbin/Orthanc"
PLUGIN = "/usr/share/orthanc/plugins/libOrthancDicomWeb.so"
START_SECONDS = 60
BOUNDARY = "boundary-of-the-harness"


class Orthanc:
    """Use in a `with` statement; `folder` exists and is empty."""

    def __init__(self, folder):
        self.log = folder / "orthanc.log"
        port = processes.free_port()
        self.url = f"http://127.0.0.1:{port}/dicom-web"
        self.settings = folder / "orthanc.json"
        self.settings.write_text(json.dumps({
            "StorageDirectory": str(folder / "storage"),
            "IndexDirectory": str(folder / "index"),
            "Plugins": [PLUGIN],
            "HttpPort": port,
            "RemoteAccessAllowed": False,
            "AuthenticationEnabled": False,
            "DicomServerEnabled": False,
            "DicomWeb": {"Enable": True, "Root": "/dicom-web/"},
        }))
        self.process = None

    def __enter__(self):
        self.process = processes.start([PROGRAM, self.settings], self.log, dict(os.environ))
        end = time.monotonic() + START_SECONDS
        while True:
            try:
                self.find("studies")
                return self
            except (urllib.error.URLError, ConnectionError):
                if self.process.poll() is not None or time.monotonic() > end:
                    processes.kill(self.process)
                    raise processes.NotStarted(processes.tail(self.log)) from None
                time.sleep(0.1)

    def __exit__(self, *_):
        processes.kill(self.process)

    def store(self, *files):
        """STOW-RS; returns the answer's data set as DICOM JSON. A file that the archive does not take raises HTTPError."""
        body = b"".join(
            b"--%b\r\nContent-Type: application/dicom\r\n\r\n%b\r\n" % (BOUNDARY.encode(), file.read_bytes()) for file in files)
        return json.loads(self._ask(
            "studies",
            body + b"--%b--\r\n" % BOUNDARY.encode(),
            {"Content-Type": f'multipart/related; type="application/dicom"; boundary={BOUNDARY}', "Accept": "application/dicom+json"},
        ).read())

    def find(self, path):
        """QIDO-RS; returns data sets as DICOM JSON."""
        return json.loads(self._ask(path, None, {"Accept": "application/dicom+json"}).read())

    def retrieve(self, study, series, instance):
        """WADO-RS; returns the one file of the instance, in the transfer syntax that the archive has."""
        answer = self._ask(
            f"studies/{study}/series/{series}/instances/{instance}",
            None,
            {"Accept": 'multipart/related; type="application/dicom"; transfer-syntax=*'},
        )
        head = f"Content-Type: {answer.headers['Content-Type']}\r\n\r\n".encode()
        (part,) = message_from_bytes(head + answer.read(), policy=policy.HTTP).iter_parts()
        return part.get_payload(decode=True)

    def _ask(self, path, body, headers):
        request = urllib.request.Request(f"{self.url}/{path}", data=body, headers=headers)
        return urllib.request.urlopen(request, timeout=START_SECONDS)
