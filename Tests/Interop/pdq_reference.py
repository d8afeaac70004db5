"""Prints what PDQHasherTests expects: hashes and qualities of the reference's own code, through PyPI's pdqhash.

    pip install pdqhash==0.2.8 && python3 Tests/Interop/pdq_reference.py
"""
import numpy
import pdqhash


def pixels(width, height, seed):
    image = numpy.zeros((height, width, 3), dtype=numpy.uint8)
    for y in range(height):
        for x in range(width):
            u, v = x * 256 // width, y * 256 // height
            for channel in range(3):
                total = (u * u // (31 + seed + 7 * channel) + v * v // (47 - seed + 5 * channel)
                         + u * v // (23 + 3 * channel) + 40 * ((u // 32 + v // 64 + seed) % 3))
                folded = total % 512
                image[y, x, channel] = folded if folded < 256 else 511 - folded
    return image


def text(bits):
    return f"{int(''.join(str(int(bit)) for bit in bits), 2):064x}"


if __name__ == "__main__":
    for width, height, seed in [(100, 80, 0), (640, 480, 1), (517, 301, 2), (129, 1000, 3), (5, 7, 4),
                                (128, 128, 9)]:
        image = pixels(width, height, seed)
        bits, quality = pdqhash.compute(image)
        hashes, other = pdqhash.compute_dihedral(image)
        assert text(bits) == text(hashes[0]) and quality == other
        print(f"        .init(\n            width: {width}, height: {height}, seed: {seed}, quality: {quality},")
        print("            hashes: [")
        print("".join(f'                "{text(bits)}",\n' for bits in hashes) + "            ]),")
