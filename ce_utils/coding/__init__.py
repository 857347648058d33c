"""Codes that make entropy a number of bits: Huffman's, and an arithmetic coder with its models."""

from ce_utils.coding.container import HEADER_BYTES, code_length_bits, decode, encode
from ce_utils.coding.huffman import HuffmanCode, block_probs, huffman_lengths
from ce_utils.coding.models import AdaptiveModel, StaticModel
from ce_utils.coding.prefix import canonical_words, kraft_sum

__all__ = [
    "HEADER_BYTES",
    "AdaptiveModel",
    "HuffmanCode",
    "StaticModel",
    "block_probs",
    "canonical_words",
    "code_length_bits",
    "decode",
    "encode",
    "huffman_lengths",
    "kraft_sum",
]
