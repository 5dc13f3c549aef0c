"""tracked.py - The files of the repository: those of git, or of the folder in a tarball."""
import pathlib
import subprocess


def files(root, endings=None):
    """Paths of all files, except those git ignores; with `endings`, only such."""
    root = pathlib.Path(root)
    git = ["git", "-C", str(root), "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        names = subprocess.run(git, check=True, capture_output=True).stdout.decode().split("\0")
        paths = [root / n for n in names if n]
    except (OSError, subprocess.CalledProcessError):  # no git, or not a repository
        paths = [p for p in root.rglob("*")
                 if not any(part.startswith("build") or part == ".git"
                            for part in p.relative_to(root).parts)]
    paths = sorted(p for p in paths if p.is_file() and not p.is_symlink())
    return [p for p in paths if not endings or p.suffix in endings]
