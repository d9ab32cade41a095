"""The int8 encoder against the unquantised network, and how it is built."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any, cast

import numpy as np
import pytest
from numpy.typing import NDArray

from core.encode import build
from core.encode.build import build_encoder, fp32_graph
from core.encode.graph import HEADS, HIDDEN, LAYERS
from core.encode.minilm import MODEL_FILE, TOKENIZER_FILE, MiniLm
from core.errors import UserError

pytest.importorskip("onnx")
safetensors = pytest.importorskip("safetensors.numpy")

TEXTS = [
    "My card has not arrived yet.",
    "I am still waiting for my new bank card to be delivered.",
    "What is the exchange rate for euros today?",
    "The cat sleeps on the warm roof, and nobody minds; it is Sunday, after all, and the shops are closed until the morning.",
    "ok",
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("encoder")
    assert build_encoder(target)
    return target


@pytest.fixture(scope="module")
def encoder(folder: Path) -> MiniLm:
    return MiniLm(folder)


@pytest.fixture(scope="module")
def weights() -> dict[str, NDArray[np.float64]]:
    source = build._installed_source() / "model.safetensors"  # pyright: ignore[reportPrivateUsage]
    loaded = cast("dict[str, NDArray[np.float32]]", safetensors.load_file(source))
    return {name: value.astype(np.float64) for name, value in loaded.items()}


def reference(weights: dict[str, NDArray[np.float64]], ids: list[int]) -> NDArray[np.float64]:
    """BERT in plain numpy, in float64, written apart from the graph."""
    from scipy.special import erf, softmax

    def dense(x: Any, at: str) -> Any:
        return x @ weights[f"{at}.weight"].T + weights[f"{at}.bias"]

    def norm(x: Any, at: str) -> Any:
        centred = x - x.mean(-1, keepdims=True)
        return centred / np.sqrt((centred**2).mean(-1, keepdims=True) + 1e-12) * weights[f"{at}.weight"] + weights[f"{at}.bias"]

    def gelu(x: Any) -> Any:
        return x * 0.5 * (1 + cast(Any, erf)(x / np.sqrt(2)))

    words = weights["embeddings.word_embeddings.weight"][ids]
    x = (
        words
        + weights["embeddings.position_embeddings.weight"][: len(ids)]
        + weights["embeddings.token_type_embeddings.weight"][0]
    )
    x = norm(x, "embeddings.LayerNorm")
    for layer in range(LAYERS):
        at, size = f"encoder.layer.{layer}", HIDDEN // HEADS
        q, k, v = (dense(x, f"{at}.attention.self.{part}") for part in ("query", "key", "value"))
        heads: list[NDArray[np.float64]] = []
        for head in range(HEADS):
            part = slice(head * size, (head + 1) * size)
            heads.append(softmax(q[:, part] @ k[:, part].T / np.sqrt(size), axis=-1) @ v[:, part])
        x = norm(dense(np.concatenate(heads, axis=1), f"{at}.attention.output.dense") + x, f"{at}.attention.output.LayerNorm")
        x = norm(dense(gelu(dense(x, f"{at}.intermediate.dense")), f"{at}.output.dense") + x, f"{at}.output.LayerNorm")
    mean = x.mean(0)
    return mean / np.linalg.norm(mean)


def token_ids(encoder: MiniLm, text: str) -> list[int]:
    return encoder._tokenizer.encode(text).ids  # pyright: ignore[reportPrivateUsage]


@pytest.mark.parametrize("text", TEXTS)
def test_int8_stays_near_the_network_in_float64(encoder: MiniLm, weights: dict[str, NDArray[np.float64]], text: str) -> None:
    assert encoder.encode(text) @ reference(weights, token_ids(encoder, text)) > 0.97


def test_the_unquantised_graph_is_the_network(encoder: MiniLm, weights: dict[str, NDArray[np.float64]]) -> None:
    onnxruntime = pytest.importorskip("onnxruntime")
    session = onnxruntime.InferenceSession(fp32_graph(), providers=["CPUExecutionProvider"])
    ids = token_ids(encoder, TEXTS[3])
    vector = session.run(["vector"], {"ids": np.array(ids, np.int64)})[0]
    np.testing.assert_allclose(vector, reference(weights, ids), atol=1e-5)


def test_close_in_meaning_is_close_in_space(encoder: MiniLm) -> None:
    waiting, delivered, rate = (encoder.encode(text) for text in TEXTS[:3])
    assert waiting @ delivered > waiting @ rate + 0.3


def test_a_vector_does_not_depend_on_what_came_before(encoder: MiniLm) -> None:
    alone = encoder.encode(TEXTS[0])
    encoder.encode(TEXTS[3])
    assert np.array_equal(alone, encoder.encode(TEXTS[0]))


def test_vectors_are_normalised_and_empty_texts_are_zero(encoder: MiniLm) -> None:
    assert abs(float(np.linalg.norm(encoder.encode(TEXTS[3]))) - 1) < 1e-5
    assert not encoder.encode("  \n").any()


def test_a_megabyte_costs_what_a_page_does(encoder: MiniLm) -> None:
    begun = time.perf_counter()
    encoder.encode("card " * 200_000)
    assert time.perf_counter() - begun < 2


def test_lone_surrogates_are_survived(encoder: MiniLm) -> None:
    assert encoder.encode("card \ud800 lost").any()


def test_building_again_does_nothing(folder: Path) -> None:
    before = (folder / MODEL_FILE).stat().st_mtime_ns
    assert not build_encoder(folder)
    assert (folder / MODEL_FILE).stat().st_mtime_ns == before


def test_a_damaged_file_is_built_again_to_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    whole = (folder / MODEL_FILE).read_bytes()
    for file in folder.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes()[:-1] if file.name == MODEL_FILE else file.read_bytes())
    assert build_encoder(tmp_path)
    assert (tmp_path / MODEL_FILE).read_bytes() == whole


def test_wrong_weights_are_refused_and_nothing_is_written(tmp_path: Path) -> None:
    source, target = tmp_path / "source", tmp_path / "target"
    source.mkdir()
    (source / "model.safetensors").write_bytes(b"other weights")
    with pytest.raises(UserError) as caught:
        build_encoder(target, source)
    assert caught.value.code == "encoder.wrong_source"
    assert not target.exists()


def test_missing_and_damaged_files_are_told_plainly(tmp_path: Path) -> None:
    with pytest.raises(UserError) as missing:
        MiniLm(tmp_path)
    (tmp_path / MODEL_FILE).write_bytes(b"no graph")
    (tmp_path / TOKENIZER_FILE).write_bytes(b"no tokenizer")
    with pytest.raises(UserError) as damaged:
        MiniLm(tmp_path)
    assert (missing.value.code, damaged.value.code) == ("encoder.missing", "encoder.damaged")
