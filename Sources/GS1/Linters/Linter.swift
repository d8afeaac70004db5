/// A test of a value's content that the syntax dictionary names for a component of an application
/// identifier, beside those of the four character sets.
///
/// Linters are total functions of bytes, in time linear in the value's length.
///
/// Source: GS1 Barcode Syntax Tests. `gcppos1` and `gcppos2` check the form of a GS1 company prefix
/// only: which prefixes are allotted, no table here knows.
package enum Linter: String, CaseIterable, Sendable {
    case cset82, cset39, cset64, csetnumeric
    case csum, csumalpha, gcppos1, gcppos2, iban
    case yymmd0, yymmdd, yyyymmd0, yyyymmdd, hh, mi, ss, hhmi
    case iso3166, iso3166999, iso3166alpha2, iso4217, iso5218, mediatype, packagetype
    case hasnondigit, hyphen, importeridx, latitude, longitude, nonzero, nozeroprefix, pcenc
    case pieceoftotal, posinseqslash, winding, yesno, zero
    case couponcode, couponposoffer

    /// - Returns: the first thing wrong with `value`, nil if nothing is.
    package func failure(in value: ArraySlice<UInt8>) -> LinterFailure? {
        switch self {
        case .cset82, .cset39, .cset64, .csetnumeric: characterFailure(in: value)
        case .csum, .csumalpha, .gcppos1, .gcppos2, .iban: checkFailure(in: value)
        case .yymmd0, .yymmdd, .yyyymmd0, .yyyymmdd: dateFailure(in: value)
        case .hh, .mi, .ss, .hhmi: timeFailure(in: value)
        case .iso3166, .iso3166999, .iso3166alpha2, .iso4217, .iso5218, .mediatype, .packagetype:
            codeFailure(in: value)
        case .hasnondigit, .hyphen, .importeridx, .pcenc, .winding, .yesno:
            textFailure(in: value)
        case .latitude, .longitude, .nonzero, .nozeroprefix, .pieceoftotal, .posinseqslash, .zero:
            numberFailure(in: value)
        case .couponcode: CouponReader.couponFailure(in: value)
        case .couponposoffer: CouponReader.offerFailure(in: value)
        }
    }
}

extension UInt8 {
    var isDigit: Bool { self >= 0x30 && self <= 0x39 }
    /// Of a digit 0...9.
    var digitValue: Int { Int(self) - 0x30 }
    var isUpperLetter: Bool { self >= 0x41 && self <= 0x5a }
    var isLowerLetter: Bool { self >= 0x61 && self <= 0x7a }
    /// Of a hexadecimal digit in either case.
    var hexValue: UInt8? {
        switch self {
        case 0x30...0x39: self - 0x30
        case 0x41...0x46: self - 0x41 + 10
        case 0x61...0x66: self - 0x61 + 10
        default: nil
        }
    }
}

extension ArraySlice<UInt8> {
    /// The failure that the whole slice is.
    func whole(_ rule: LinterRule) -> LinterFailure { LinterFailure(rule, at: 0, length: count) }

    /// The failure that the first byte without `property` is.
    func first(
        without property: (UInt8) -> Bool, _ rule: LinterRule
    ) -> LinterFailure? {
        firstIndex { !property($0) }.map { LinterFailure(rule, at: $0 - startIndex, length: 1) }
    }

    /// The value of at most 18 digits.
    var decimal: Int { reduce(0) { $0 * 10 + $1.digitValue } }

    /// Bytes `offset ..< offset + count`, which are there.
    func part(_ offset: Int, _ count: Int) -> Self {
        self[(startIndex + offset)..<(startIndex + offset + count)]
    }
}
