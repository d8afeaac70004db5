/// The parts of the Unicode Character Database that canonical forms need, of one version, so that
/// every node folds alike whatever its toolchain and system (docs/decisions/0003).
///
/// The tables are text: tokens of hexadecimal numbers, `first*count` and then what holds for these
/// code points (`TableToken`). They are read once, at first use.
struct UnicodeTables: Sendable {
    static let shared = UnicodeTables()

    /// NFKC_Casefold of single characters.
    let folding: MappingTable
    /// UTS #46: v valid, d disallowed, m as `folding` says, = as `idnaMapping` says.
    let idnaStatus: RangeTable
    let idnaMapping: MappingTable
    /// Canonical decompositions, one level.
    let decomposition: MappingTable
    /// What pairs of code points compose to, by `pairKey`.
    let composition: [UInt64: UInt32]
    let combiningClass: RangeTable
    /// The first letter of the general category, in lower case.
    let category: RangeTable
    /// `BidiClass`.
    let bidiClass: RangeTable
    /// `JoiningType`.
    let joiningType: RangeTable

    private init() {
        folding = MappingTable(reading: Self.foldingText)
        idnaMapping = MappingTable(reading: Self.idnaText)
        idnaStatus = RangeTable(reading: Self.idnaText, missing: UInt8(ascii: "d"))
        decomposition = MappingTable(reading: Self.decompositionText)
        combiningClass = RangeTable(reading: Self.combiningClassText, missing: 0)
        category = RangeTable(reading: Self.categoryText, missing: UInt8(ascii: "c"))
        bidiClass = RangeTable(reading: Self.bidiText, missing: BidiClass.other.rawValue)
        joiningType = RangeTable(reading: Self.joiningTypeText, missing: RangeTable.none)
        var composition: [UInt64: UInt32] = [:]
        TableToken.forEach(in: Self.decompositionText) { token in
            guard token.operation == .becomes, token.sequence.count == 2 else { return }
            composition[Self.pairKey(token.sequence[0], token.sequence[1])] = token.first
        }
        self.composition = composition
    }

    static func pairKey(_ first: UInt32, _ second: UInt32) -> UInt64 {
        UInt64(first) << 32 | UInt64(second)
    }

    /// Letters, marks and numbers: what a text keeps when punctuation no longer counts.
    func isWordCharacter(_ point: UInt32) -> Bool {
        let letter = category[point]
        return letter == UInt8(ascii: "l") || letter == UInt8(ascii: "m")
            || letter == UInt8(ascii: "n")
    }
}
