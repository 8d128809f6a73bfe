"""What QGIS shows of a GeoPackage that is dropped into it: layers, styles, headings. Prints JSON in the last line."""

import json
import os
import sys

os.environ["QT_QPA_PLATFORM"] = "offscreen"
from qgis.core import QgsApplication, QgsRenderContext, QgsVectorLayer

app = QgsApplication([], False)
app.initQgis()
path = sys.argv[1]
whole = QgsVectorLayer(path, "all", "ogr")
found = {}


def drawn(layer):
    renderer, context = layer.renderer(), QgsRenderContext()
    if not renderer:
        return None
    renderer.startRender(context, layer.fields())
    count = sum(1 for f in layer.getFeatures() if renderer.symbolForFeature(f, context))
    renderer.stopRender(context)
    return count


for part in whole.dataProvider().subLayers():
    name = part.split("!!::!!")[1]
    layer = QgsVectorLayer(f"{path}|layername={name}", name, "ogr")
    renderer = layer.renderer()
    found[name] = {
        "isValid": layer.isValid(),
        "count": layer.featureCount(),
        "drawn": drawn(layer),
        "renderer": renderer.type() if renderer else None,
        "hasLabels": layer.labelsEnabled(),
        "headings": [layer.attributeDisplayName(i) for i in range(layer.fields().count())],
    }
print(json.dumps(found))
sys.stdout.flush()
os._exit(0)
