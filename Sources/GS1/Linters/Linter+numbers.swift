/// Rules on numbers.
extension Linter {
    func numberFailure(in value: ArraySlice<UInt8>) -> LinterFailure? {
        switch self {
        case .latitude:
            Self.degreesFailure(
                in: value, max: 1_800_000_000, .latitudeInvalidLength, .invalidLatitude)
        case .longitude:
            Self.degreesFailure(
                in: value, max: 3_600_000_000, .longitudeInvalidLength, .invalidLongitude)
        case .nonzero:
            value.first(without: \.isDigit, .nonDigitCharacter)
                ?? (value.allSatisfy { $0 == UInt8(ascii: "0") }
                    ? value.whole(.illegalZeroValue) : nil)
        case .nozeroprefix:
            value.first == UInt8(ascii: "0")
                ? LinterFailure(.illegalZeroPrefix, at: 0, length: 1)
                : value.first(without: \.isDigit, .nonDigitCharacter)
        case .pieceoftotal: Self.pieceFailure(in: value)
        case .posinseqslash: Self.positionFailure(in: value)
        default:
            !value.isEmpty && value.allSatisfy { $0 == UInt8(ascii: "0") }
                ? nil : value.whole(.notZero)
        }
    }

    /// Ten digits: degrees with seven decimals, moved so that none is negative.
    private static func degreesFailure(
        in value: ArraySlice<UInt8>, max: Int, _ wrongLength: LinterRule, _ illegal: LinterRule
    ) -> LinterFailure? {
        guard value.count == 10 else { return value.whole(wrongLength) }
        if let failure = value.first(without: \.isDigit, .nonDigitCharacter) { return failure }
        return value.decimal <= max ? nil : value.whole(illegal)
    }

    /// Piece and total, in half of the digits each.
    private static func pieceFailure(in value: ArraySlice<UInt8>) -> LinterFailure? {
        if let failure = value.first(without: \.isDigit, .nonDigitCharacter) { return failure }
        guard !value.isEmpty, value.count % 2 == 0 else {
            return value.whole(.invalidLengthForPieceOfTotal)
        }
        let half = value.count / 2
        let piece = value.prefix(half)
        let total = value.suffix(half)
        if piece.allSatisfy({ $0 == UInt8(ascii: "0") }) {
            return LinterFailure(.zeroPieceNumber, at: 0, length: half)
        }
        if total.allSatisfy({ $0 == UInt8(ascii: "0") }) {
            return LinterFailure(.zeroTotalPieces, at: half, length: half)
        }
        return total.lexicographicallyPrecedes(piece) ? value.whole(.pieceNumberExceedsTotal) : nil
    }

    /// `position/end`, neither with a leading zero.
    private static func positionFailure(in value: ArraySlice<UInt8>) -> LinterFailure? {
        guard let slash = value.firstIndex(of: UInt8(ascii: "/")) else {
            return value.whole(.positionInSequenceMalformed)
        }
        let position = value[..<slash]
        let end = value[(slash + 1)...]
        guard !position.isEmpty, !end.isEmpty, position.allSatisfy(\.isDigit),
            end.allSatisfy(\.isDigit)
        else { return value.whole(.positionInSequenceMalformed) }
        if position.first == UInt8(ascii: "0") { return position.whole(.illegalZeroPrefix) }
        if end.first == UInt8(ascii: "0") {
            return end.whole(.illegalZeroPrefix).moved(by: position.count + 1)
        }
        let isBeyond =
            position.count == end.count
            ? end.lexicographicallyPrecedes(position) : position.count > end.count
        return isBeyond ? value.whole(.positionExceedsEnd) : nil
    }
}
