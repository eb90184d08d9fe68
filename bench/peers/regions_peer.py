# What the programs that count linear regions have in common: they read networks and the word to run from stdin, line by line.
import contextlib
import json
import sys
import time


def serve(peer, prepare):
    """
    A line {"layers": [{"weight": [out][in], "bias": [out]}], "bounds": [x0, x1, y0, y1]} has `prepare(layers, bounds)` return what counts
    the cells; each line "run" times that and answers {"peer", "cells", "ms"}. Stops at the end of stdin.
    """
    answers = sys.stdout
    # What the programs print themselves is no answer.
    with contextlib.redirect_stdout(sys.stderr):
        for line in sys.stdin:
            request = json.loads(line)
            if request != "run":
                count = prepare(**request)
                continue
            start = time.perf_counter()
            cells = count()
            ms = 1000 * (time.perf_counter() - start)
            print(json.dumps({"peer": peer, "cells": cells, "ms": ms}), file=answers, flush=True)
