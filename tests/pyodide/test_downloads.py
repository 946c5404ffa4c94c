"""Redacted copies and saved analyses, made in Pyodide: every figure is that of the snapshot."""

from pathlib import Path

from tests.fixtures.fuzz import fuzz
from tests.fixtures.written import written
from tests.places import ROOT
from tests.pyodide.page_runtime import run_in_page


def test_figures_stay(tmp_path: Path) -> None:
    paths = [written("kinds"), written("timeline")]
    paths += [draft.write(tmp_path / f"{name}.heapsnapshot") for name, draft in list(fuzz().items())[::8]]

    different = run_in_page(
        f"""
        import io, json, sys
        sys.path.append("/machine{ROOT}")
        import heapglass
        from heapglass import service
        from heapglass.service.replies import WINDOW
        from tests.pyodide.everything import checksum

        def figures(heap):
            columns = (heap.ids, heap.self_sizes, heap.shallow_sizes, heap.retained_sizes, heap.distances,
                       heap.dominators, heap.detachedness, heap.classes.of_node, heap.snapshot.edge_to)
            return [checksum(column) for column in columns]

        def taken():
            text = b""
            while (count := service.next_piece()) > 0:
                text += WINDOW[:count].tobytes()
            service.end_download()
            return heapglass.open(io.BytesIO(text))

        different = []
        for path in {[f"/machine{path.resolve()}" for path in paths]!r}:
            service.open(path, "a", lambda *_: None)
            expected = figures(heapglass.open(path))
            for options in ({{}}, {{"keep": "shapes", "paths": "hide"}}, {{"values": "uniform", "gzip": True}}):
                service.redact(path, json.dumps(options), lambda *_: None)
                if figures(taken()) != expected:
                    different.append([path, options])
            for options in ({{}}, {{"strings": False}}):
                service.save(json.dumps(options))
                if figures(taken()) != expected:
                    different.append([path, options])
            service.export_nodes('{{"ordinals": [0, 1, 2], "depth": 2, "references": 3}}')
            text = b""
            while (count := service.next_piece()) > 0:
                text += WINDOW[:count].tobytes()
            if json.loads(text)[0]["id"] != int(heapglass.open(path).ids[0]):
                different.append([path, "nodes"])
        print(json.dumps(different))
        """,
        tmp_path,
    )

    assert different == []
