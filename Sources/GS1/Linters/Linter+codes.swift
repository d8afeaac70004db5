/// Codes that other standards list.
extension Linter {
    func codeFailure(in value: ArraySlice<UInt8>) -> LinterFailure? {
        switch self {
        case .iso3166:
            CodeList.countryNumbers.contains(value) ? nil : value.whole(.notIso3166)
        case .iso3166999:
            value.elementsEqual("999".utf8) || CodeList.countryNumbers.contains(value)
                ? nil : value.whole(.notIso3166Or999)
        case .iso3166alpha2:
            CodeList.countryLetters.contains(value) ? nil : value.whole(.notIso3166Alpha2)
        case .iso4217:
            CodeList.currencyNumbers.contains(value) ? nil : value.whole(.notIso4217)
        case .packagetype:
            CodeList.packageTypes.contains(value) ? nil : value.whole(.invalidPackageType)
        case .iso5218:
            value.count == 1 && "0129".utf8.contains(value[value.startIndex])
                ? nil : value.whole(.invalidBiologicalSexCode)
        default:
            Self.isMediaType(value) ? nil : value.whole(.invalidMediaType)
        }
    }

    /// 01 to 10 as assigned by ICCBBA, 80 to 99 for local and national use.
    private static func isMediaType(_ value: ArraySlice<UInt8>) -> Bool {
        guard value.count == 2, value.allSatisfy(\.isDigit) else { return false }
        let number = value.decimal
        return (1...10).contains(number) || number >= 80
    }
}

/// A set of codes of at most three characters, each packed into one number.
struct CodeList: Sendable {
    private let codes: Set<UInt32>

    static let countryNumbers = CodeList(countryNumbersTable)
    static let countryLetters = CodeList(countryLettersTable)
    static let currencyNumbers = CodeList(currencyNumbersTable)
    static let packageTypes = CodeList(packageTypesTable)

    private init(_ table: StaticString) {
        let words = table.withUTF8Buffer { bytes in
            bytes.split { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\n") }
                .map { Self.packed($0) }
        }
        codes = Set(words)
    }

    func contains(_ value: ArraySlice<UInt8>) -> Bool {
        (1...3).contains(value.count) && codes.contains(Self.packed(value))
    }

    private static func packed(_ code: some Sequence<UInt8>) -> UInt32 {
        code.reduce(0) { $0 << 8 | UInt32($1) }
    }
}
