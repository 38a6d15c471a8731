"""Hands in a Keras archive with a Lambda layer in it, whose code would run when it is loaded.

Against: `keras.models.load_model`.
Must happen: of the archive only the weights are used, and they are those of another model.

on: make_model
lost: model_computes_what_its_weights_say
points: 16
shows: does not fit this model
process: holds
"""

# %% [beside]
import base64
import json
import marshal
import zipfile

code = compile(f"open({TARGET['canary']!r}, 'w').write('gotcha')", "x", "exec")
config = {
    "module": "keras",
    "class_name": "Sequential",
    "config": {
        "name": "model",
        "layers": [
            {
                "module": "keras.layers",
                "class_name": "Lambda",
                "config": {
                    "function": {
                        "class_name": "__lambda__",
                        "config": {"code": base64.b64encode(marshal.dumps(code)).decode()},
                    }
                },
            }
        ],
    },
}
with zipfile.ZipFile(notebook.with_suffix(".keras"), "w") as archive:
    archive.writestr("config.json", json.dumps(config))
    archive.writestr("metadata.json", json.dumps({"keras_version": "3.15.0"}))
    archive.writestr("model.weights.h5", b"\x89HDF\r\n\x1a\n")

# %%
def make_model(classes):
    return keras.Sequential(
        [keras.Input((4,)), keras.layers.Dense(8, activation="relu"), keras.layers.Dense(classes)]
    )
