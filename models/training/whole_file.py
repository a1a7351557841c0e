"""Files that are replaced in one step: whole or not there. A full disk is said in one line and leaves what was there."""
import contextlib
import errno
import os
import sys

FULL = (errno.ENOSPC, errno.EDQUOT)


def write_whole(path, write):
    """write(file) fills a binary file beside `path`, which then takes its place. OSError where that fails; nothing is left behind then."""
    temporary = f'{path}.{os.getpid()}.part'
    try:
        with open(temporary, 'wb') as file:
            write(file)
        os.replace(temporary, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.remove(temporary)
        raise


@contextlib.contextmanager
def saying_when_full(kept):
    """Ends the program in a line when a disk is full. kept: what stays, such as "the last save, in FILE"."""
    try:
        yield
    except OSError as problem:
        if problem.errno not in FULL:
            raise
        where = f' ({problem.filename})' if problem.filename else ''
        sys.exit(f'the disk is full{where}; {kept} stays as it is. Make room and give the same command again.')
