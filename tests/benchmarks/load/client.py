"""The load server as the runner sees it: started, asked, ended."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from types import TracebackType
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

ROOT = Path(__file__).parent.parent.parent.parent


class WrongBot(Exception):
    """A bot that did not do what the journey asks: it has no figures."""


class Load:
    """A Bot API server in a process of its own, on the cores of whoever starts it."""

    def __enter__(self) -> Load:
        command = (sys.executable, "-m", "tests.benchmarks.load.server")
        pipe = subprocess.PIPE
        self._process = subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe)
        assert self._process.stdout is not None
        self.url = f"http://127.0.0.1:{json.loads(self._process.stdout.readline())['port']}"
        self.pid = self._process.pid
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.communicate(timeout=10)

    def ask(self, what: str, within: float = 60, **fields: Any) -> Any:
        """Raises WrongBot with the server's words; `within` (seconds) bounds what it waits for."""
        body = json.dumps({**fields, "within": within}).encode()
        request = Request(f"{self.url}/control/{what}", body, {"Content-Type": "application/json"})
        try:
            with urlopen(request, timeout=within + 20) as answer:
                return json.load(answer)["result"]
        except HTTPError as error:
            raise WrongBot(json.load(error)["description"]) from None
        except TimeoutError:
            raise WrongBot(f"/control/{what} took longer than {within:g} s") from None
