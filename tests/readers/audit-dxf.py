"""What ezdxf, a reader of its own, finds in a DXF: its faults, and every pin's attributes. Prints JSON."""

import json
import sys

import ezdxf

drawing = ezdxf.readfile(sys.argv[1])
audit = drawing.audit()
space = drawing.modelspace()
lines = space.query("LWPOLYLINE")
print(
    json.dumps(
        {
            "version": drawing.dxfversion,
            "encoding": drawing.encoding,
            "units": drawing.header["$INSUNITS"],
            "errors": [error.message for error in audit.errors],
            "fixes": [fix.message for fix in audit.fixes],
            "layers": [layer.dxf.name for layer in drawing.layers],
            "closed": sum(1 for line in lines if line.closed),
            "open": sum(1 for line in lines if not line.closed),
            "texts": [text.dxf.text for text in space.query("TEXT")],
            "pins": [
                {
                    "layer": pin.dxf.layer,
                    "at": [pin.dxf.insert.x, pin.dxf.insert.y],
                    **{given.dxf.tag: given.dxf.text for given in pin.attribs},
                }
                for pin in space.query("INSERT")
            ],
        }
    )
)
