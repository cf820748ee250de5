"""Compiled clients of `openapi.yaml`, made by openapi-generator with its defaults, each with a program for the main path."""

import hashlib
import shutil
import subprocess

from harness.launcher import HOME
from harness.tools import CLIENTS, java, java_libraries, node_modules, python_environment

CONTRACT = HOME / "openapi.yaml"
GENERATORS = {"java": ["-g", "java", "--library", "okhttp-gson"], "typescript": ["-g", "typescript-fetch"], "python": ["-g", "python"]}


class GeneratedClients:
    """Clients are made once for each version of contract and programs; `walk` returns the command of a client."""

    def __init__(self):
        content = b"".join(file.read_bytes() for file in [CONTRACT, *sorted(CLIENTS.iterdir())])
        self.folder = HOME / "target" / "clients" / hashlib.sha256(content).hexdigest()[:12]
        self.libraries = java_libraries()
        self.environment = python_environment(CLIENTS / "requirements.txt")
        self.node, self.modules = node_modules()
        self.made = self.folder / "made"

    def make(self):
        """Generates and compiles the clients, unless they exist already."""
        if self.made.exists():
            return self
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        _run_together([self._generate(name) for name in GENERATORS])
        _run_together([self._compile_java(), self._compile_typescript(), self._compile_python()])
        self.made.touch()
        return self

    def walk(self, name, *arguments):
        """The command that runs the main path with the client of this name."""
        program = {
            "java": [java("java"), "-cp", f"{self.folder / 'classes'}:{self.libraries / 'lib'}/*", "Walk"],
            "typescript": [self.node, self.folder / "js" / "walk.js"],
            "python": [self.environment / "bin" / "python", self.folder / "python" / "walk.py"],
        }[name]
        return [*program, *arguments]

    def _generate(self, name):
        target = self.folder / ("client" if name == "typescript" else name)
        only_code = "apiTests=false,modelTests=false,apiDocs=false,modelDocs=false"
        return [java("java"), "-jar", self.libraries / "openapi-generator-cli.jar", "generate", "-i", CONTRACT,
                *GENERATORS[name], "-o", target, "--global-property", only_code]

    def _compile_java(self):
        sources = (self.folder / "java" / "src" / "main").rglob("*.java")
        return [java("javac"), "-nowarn", "-encoding", "UTF-8", "-d", self.folder / "classes", "-cp", f"{self.libraries / 'lib'}/*",
                *sources, CLIENTS / "Walk.java"]

    def _compile_typescript(self):
        for file in ("walk.ts", "tsconfig.json"):
            shutil.copy(CLIENTS / file, self.folder)
        (self.folder / "node_modules").symlink_to(self.modules)
        return [self.node, self.modules / "typescript" / "bin" / "tsc", "-p", self.folder]

    def _compile_python(self):
        shutil.copy(CLIENTS / "walk.py", self.folder / "python")
        return [self.environment / "bin" / "python", "-m", "compileall", "-q", self.folder / "python"]


def _run_together(commands):
    running = [
        subprocess.Popen(list(map(str, command)), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        for command in commands
    ]
    said = [process.communicate()[0] for process in running]
    for process, words in zip(running, said):
        assert process.returncode == 0, words
