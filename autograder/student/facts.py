"""Facts about a Keras model, as plain data: the student process's claim.

The keys are those of `autograder.grading.facts.ModelFacts`, which checks them on arrival.
"""

import json
import math
from typing import Any

DEPTH = 6


def describe_model(model: Any) -> dict[str, Any]:
    """Layers in graph order, inputs, outputs, and what it was compiled with."""
    import keras

    if not isinstance(model, keras.layers.Layer):
        raise TypeError(f"a {type(model).__name__} is not a Keras model or layer")
    facts = _layer(model, DEPTH)
    facts["inputs"] = [_tensor(tensor) for tensor in _flat(getattr(model, "inputs", None))]
    facts["outputs"] = _outputs(model)
    optimizer = getattr(model, "optimizer", None)
    facts["optimizer"] = optimizer and {
        "class_name": type(optimizer).__name__,
        "config": _config(optimizer),
    }
    facts["losses"] = _losses(model)
    facts["metrics"] = _metrics(model)
    return facts


def _layer(layer: Any, depth: int) -> dict[str, Any]:
    kind = type(layer)
    inner = getattr(layer, "layers", []) if depth else []
    activation = getattr(layer, "activation", None)
    return {
        "name": layer.name,
        "class_name": kind.__name__,
        "module": kind.__module__,
        "is_keras": kind.__module__.split(".")[0] == "keras",
        "config": _config(layer),
        "input_shape": _shape(layer, "input"),
        "output_shape": _shape(layer, "output"),
        "parameters": _count(layer.weights),
        "trainable_parameters": _count(layer.trainable_weights),
        "trainable_variables": len(layer.trainable_weights),
        "trainable": bool(layer.trainable),
        "activation": None if activation is None else canonical(activation),
        "layers": [_layer(part, depth - 1) for part in inner],
    }


def _count(weights: Any) -> int:
    return sum(math.prod(weight.shape) for weight in weights)


def _config(layer: Any) -> dict[str, Any]:
    """The layer's own configuration, without that of the layers inside it."""
    try:
        config = layer.get_config()
        return {
            str(key): _jsonable(value)
            for key, value in config.items()
            if key not in ("layers", "input_layers", "output_layers", "build_config")
        }
    except Exception:  # many models written as a class cannot say their configuration
        return {}


def _jsonable(value: Any) -> Any:
    try:
        text = json.dumps(value, default=lambda v: getattr(v, "__name__", type(v).__name__))
        return json.loads(text)
    except (TypeError, ValueError):
        return str(type(value).__name__)


def _shape(layer: Any, end: str) -> Any:
    """Shape(s) at one end of a layer; None where Keras does not know them yet."""
    try:
        tensors = getattr(layer, end)
    except Exception:  # not called yet, called more than once, or written as a class
        tensors = getattr(layer, f"{end}s", None)
    shapes = [tuple(tensor.shape) for tensor in _flat(tensors)]
    return shapes[0] if len(shapes) == 1 else shapes or None


def _tensor(tensor: Any) -> dict[str, Any]:
    return {"name": tensor.name, "shape": tuple(tensor.shape), "dtype": str(tensor.dtype)}


def _outputs(model: Any) -> list[dict[str, Any]]:
    tensors = _flat(getattr(model, "outputs", None))
    facts = [_tensor(tensor) for tensor in tensors]
    for fact, name in zip(facts, _output_names(model), strict=False):
        fact["name"] = name
    return facts


def _flat(tensors: Any) -> list[Any]:
    if tensors is None:
        return []
    if isinstance(tensors, dict):
        return list(tensors.values())
    return list(tensors) if isinstance(tensors, list | tuple) else [tensors]


def canonical(thing: Any) -> str:
    """One name for a loss, metric or activation, however it was written.

    "mse", keras.losses.MeanSquaredError() and keras.losses.mean_squared_error
    are all "mean_squared_error".
    """
    import keras

    if isinstance(thing, str):
        for find in (keras.losses.get, keras.metrics.get, keras.activations.get):
            try:
                return canonical(find(thing))
            except (ValueError, TypeError):
                continue
        return thing
    name = getattr(thing, "__name__", None) or type(thing).__name__
    snake = "".join(f"_{c.lower()}" if c.isupper() else c for c in name).lstrip("_")
    return _ALIASES.get(snake, snake)


_ALIASES = {
    **dict.fromkeys(("binary_accuracy", "categorical_accuracy", "acc"), "accuracy"),
    "sparse_categorical_accuracy": "accuracy",
    "mse": "mean_squared_error",
    "mae": "mean_absolute_error",
    "rmse": "root_mean_squared_error",
}


def _losses(model: Any) -> dict[str, str]:
    """Canonical name of the loss, by output."""
    loss = _compiled_with(model, "loss")
    return {
        output: canonical(part)
        for output, part in _by_output(model, loss).items()
        if part is not None
    }


def _metrics(model: Any) -> dict[str, list[str]]:
    """Canonical names of the metrics, by output."""
    metrics = _compiled_with(model, "metrics")
    if isinstance(metrics, list | tuple) and not any(
        isinstance(part, list | tuple | dict) for part in metrics
    ):
        names = _output_names(model)
        metrics = {names[0]: metrics} if len(names) == 1 else dict.fromkeys(names, metrics)
    return {
        output: [canonical(part) for part in _flat(parts)]
        for output, parts in _by_output(model, metrics).items()
        if parts is not None
    }


def _compiled_with(model: Any, key: str) -> Any:
    compiled = getattr(model, "_compile_config", None)
    return None if compiled is None else compiled.config.get(key)


def _output_names(model: Any) -> list[str]:
    functional = getattr(model, "_functional", None) or model  # inside of a Sequential
    return [str(name) for name in getattr(functional, "output_names", None) or ["output"]]


def _by_output(model: Any, parts: Any) -> dict[str, Any]:
    names = _output_names(model)
    if parts is None:
        return {}
    if isinstance(parts, dict):
        return {str(name): part for name, part in parts.items()}
    several = isinstance(parts, list | tuple)
    return dict(zip(names, parts, strict=False) if several else dict.fromkeys(names, parts))
