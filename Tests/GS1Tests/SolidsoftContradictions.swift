/// Rows of `vectors/gs1dl-solidsoft` that contradict the GS1 engine, by line of their file. The engine
/// wins; a row that begins to agree must be taken off.
enum SolidsoftContradictions {
    static let toDigitalLink: [Contradiction: [Int]] = [
        .pieceOverTotal: [
            13, 19, 24, 30, 36, 39, 40, 44, 47, 48, 51, 52, 53, 56, 57, 58, 60, 61, 64, 65, 66,
            70, 71, 74, 76, 81, 91, 93, 98, 100, 104, 105, 108, 109, 110, 111, 112, 116, 117,
            118, 120, 122, 124, 128, 132, 134, 139, 142, 144, 153, 159, 164, 170, 176, 179, 180,
            184, 187, 188, 191, 192, 193, 196, 197, 198, 200, 201, 204, 205, 206, 210, 211, 214,
            216, 221, 231, 233, 238, 240, 244, 245, 248, 249, 250, 251, 252, 256, 257, 258, 260,
            262, 264, 268, 272, 274, 279, 282, 284, 293, 298, 301, 305, 307, 308, 309, 314, 315,
            321, 323, 326, 332, 333, 335, 336, 338, 341, 342, 347, 354, 355, 357, 358, 359, 360,
            364, 366, 367, 372, 377, 379, 384, 385, 387, 389, 390, 391, 396, 399, 401, 402, 403,
            405, 412, 414, 418, 419, 422, 433, 438, 441, 445, 447, 448, 449, 454, 455, 461, 463,
            466, 472, 473, 475, 476, 478, 481, 482, 487, 494, 495, 497, 498, 499, 500, 504, 506,
            507, 512, 517, 519, 524, 525, 527, 529, 530, 531, 536, 539, 541, 542, 543, 545, 552,
            554, 558, 559, 562,
        ],
        .locationsAreNoKeys: [
            25, 73, 113, 126, 137, 165, 213, 253, 266, 277,
        ],
        .otherNames: [
            350, 353, 365, 375, 417, 424, 490, 493, 505, 515, 557, 564,
        ],
        .namesInQuery: [
            638, 639, 640, 641, 642, 643, 644, 645, 646, 647, 648, 649, 650, 651, 652, 653, 654,
            655, 656, 657, 658, 659, 660, 661, 670, 671, 672, 673, 674, 675, 676, 677, 678, 679,
            680, 681, 682, 683, 684, 685, 686, 687, 688, 689, 690, 691, 692, 693, 766, 767, 768,
            769, 770, 771, 772, 773, 774, 775, 776, 777, 778, 779, 780, 781, 782, 783, 784, 785,
            786, 787, 788, 789, 798, 799, 800, 801, 802, 803, 804, 805, 806, 807, 808, 809, 810,
            811, 812, 813, 814, 815, 816, 817, 818, 819, 820, 821,
        ],
        .portRange: [
            834, 848,
        ],
        .defaultPort: [
            864, 878,
        ],
    ]

    static let fromDigitalLink: [Contradiction: [Int]] = [
        .pieceOverTotal: [
            12, 15, 17, 21, 27, 37, 38, 49, 65, 66, 69, 75, 78, 83, 88, 97, 110, 113, 115, 119,
            125, 135, 136, 147, 169, 170, 172, 175, 176, 177, 185, 194, 250, 297,
        ],
        .locationsAreNoKeys: [
            18, 23, 25, 28, 40, 60, 61, 89, 90, 99, 228, 245, 257, 258, 264, 280, 286, 290, 294,
            296,
        ],
        .otherNames: [
            116, 121, 123, 126, 130, 138, 181, 187, 191, 193, 195, 196,
        ],
    ]

    static let extraction: [Contradiction: [Int]] = [
        .locationsAreNoKeys: [
            29, 30, 31, 32, 37,
        ],
        .pieceOverTotal: [
            43, 44, 45, 46, 47, 48, 49, 50, 95, 96, 97, 98, 99, 100, 101, 102,
        ],
        .otherNames: [
            82, 83, 84, 85, 89, 90,
        ],
    ]

    static func lines(_ contradictions: [Contradiction: [Int]]) -> [Int] {
        contradictions.values.flatMap(\.self).sorted()
    }
}

enum Contradiction {
    /// AI 8006 with piece 02 of 01: more than there are.
    case pieceOverTotal
    /// AIs 410 to 413 and 416 are keys of no Digital Link.
    case locationsAreNoKeys
    /// Names that the engine does not have: shipTo, billTo, payTo and so on.
    case otherNames
    /// Names in the query (exp=): to the engine they are no business of GS1's.
    case namesInQuery
    /// A port that is the default: the library takes it off, the engine leaves a stem as it is.
    case defaultPort
    /// A port above 65,535, which the engine does not look at.
    case portRange
}
