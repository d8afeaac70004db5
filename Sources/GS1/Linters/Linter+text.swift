/// Small rules on characters.
extension Linter {
    func textFailure(in value: ArraySlice<UInt8>) -> LinterFailure? {
        switch self {
        case .hasnondigit:
            value.allSatisfy(\.isDigit) ? value.whole(.requiresNonDigitCharacter) : nil
        case .hyphen:
            !value.isEmpty && value.allSatisfy { $0 == UInt8(ascii: "-") }
                ? nil : value.whole(.notHyphen)
        case .importeridx:
            if value.count != 1 {
                value.whole(.importerIdxMustBeOneCharacter)
            } else {
                value.first(without: Self.isIn64, .invalidImportIdxCharacter)
            }
        case .winding:
            value.count == 1 && "019".utf8.contains(value[value.startIndex])
                ? nil : value.whole(.invalidWindingDirection)
        case .yesno:
            value.elementsEqual("0".utf8) || value.elementsEqual("1".utf8)
                ? nil : value.whole(.notZeroOrOne)
        default:
            Self.percentFailure(in: value)
        }
    }

    private static func percentFailure(in value: ArraySlice<UInt8>) -> LinterFailure? {
        var index = value.startIndex
        while index < value.endIndex {
            guard value[index] == UInt8(ascii: "%") else {
                index += 1
                continue
            }
            let offset = index - value.startIndex
            guard index + 2 < value.endIndex else {
                return LinterFailure(
                    .invalidPercentSequence, at: offset, length: value.count - offset)
            }
            guard value[index + 1].hexValue != nil, value[index + 2].hexValue != nil else {
                return LinterFailure(.invalidPercentSequence, at: offset, length: 3)
            }
            index += 3
        }
        return nil
    }
}
