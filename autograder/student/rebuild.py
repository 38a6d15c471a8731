"""A model as plain data, and a model made of such data.

The student's process gives the data (`plan`), and a clean one makes the model (`build`), so that
facts about it need not be believed. It makes nothing but Keras' own classes, and of these none
that reads files, runs code or holds anything but arrays.
"""

import importlib
import json
from typing import Any

# of what Keras offers as layers: these read files, take code, wrap what is not Keras', or keep
# something that is in no weight
REFUSED = ("Lambda", "TFSMLayer", "TorchModuleWrapper", "JaxLayer", "FlaxLayer", "Pipeline",
           "TextVectorization", "StringLookup", "IntegerLookup", "HashedCrossing", "Hashing",
           "Normalization", "Discretization")  # fmt: skip
# where Keras' own say they come from: the public name of their module, or, for operations and
# models of tensors, the module itself
PUBLIC = ("keras.layers", "keras.initializers", "keras.regularizers", "keras.constraints")
OPERATIONS = ("keras.src.ops.numpy", "keras.src.ops.nn", "keras.src.ops.math")
OTHERS = {
    "keras": ("Sequential", "Functional", "Model", "DTypePolicy"),
    "keras.src.models.functional": ("Functional",),
}


def plan(layer: Any) -> str:
    """What a layer or model is made of, as JSON, or Keras' error where it cannot say it."""
    import keras

    return json.dumps(keras.saving.serialize_keras_object(layer))


def build(config: str) -> dict[str, Any]:
    """Make a layer or model from a plan, with new weights.

    Returns:
        "model"; "shapes" of its inputs, with None where any length will do; and "below": how
        many whole numbers it takes where it is an embedding, otherwise 0.

    Raises:
        ValueError: it is made of other things than Keras' own.
    """
    import keras

    model = keras.saving.deserialize_keras_object(_own(json.loads(config)), safe_mode=True)
    if not isinstance(model, keras.layers.Layer):
        raise ValueError("it is no layer")
    return {"model": model, "shapes": _input_shapes(model), "below": getattr(model, "input_dim", 0)}


def _own(thing: Any) -> Any:
    """A configuration without what models were compiled with, if all in it is Keras' own."""
    if isinstance(thing, list):
        return [_own(value) for value in thing]
    if not isinstance(thing, dict):
        return thing
    if "class_name" in thing or "module" in thing:
        name, module = str(thing.get("class_name")), str(thing.get("module"))
        if not _is_own(name, module, str(thing.get("config"))):
            raise ValueError(f"{module}.{name} is not one of Keras' own")
    return {key: _own(value) for key, value in thing.items() if key != "compile_config"}


def _is_own(name: str, module: str, config: str) -> bool:
    import keras

    if name == "function":
        return hasattr(keras.activations, config)
    if module in PUBLIC:
        return name not in REFUSED and _is_class(module, name)
    if module in OPERATIONS:
        return _is_class(module, name, keras.Operation)
    return name == "__keras_tensor__" or name in OTHERS.get(module, ())


def _is_class(module: str, name: str, base: type = object) -> bool:
    found = getattr(importlib.import_module(module), name, None)
    return isinstance(found, type) and issubclass(found, base)


def _input_shapes(model: Any) -> list[Any]:
    if getattr(model, "inputs", None):
        return [tuple(tensor.shape) for tensor in model.inputs]
    shape = (model.get_build_config() or {}).get("input_shape") if model.built else None
    if shape:
        return [tuple(s) for s in (shape if isinstance(shape[0], list | tuple) else [shape])]
    if model.weights:
        return []
    # Keras does not remember what a layer without weights was called with
    return [(None,) * (getattr(getattr(model, "input_spec", None), "ndim", None) or 2)]
