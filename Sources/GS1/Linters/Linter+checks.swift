/// Check digits, check characters and the form of company prefixes.
///
/// Source: GS1 General Specifications, sections 7.9.1 (check digit), 7.9.5 (check character pair);
/// ISO 13616 and ISO 7064 (IBAN).
extension Linter {
    func checkFailure(in value: ArraySlice<UInt8>) -> LinterFailure? {
        switch self {
        case .csum: Self.checkDigitFailure(in: value)
        case .csumalpha: Self.checkPairFailure(in: value)
        case .gcppos1: Self.companyPrefixFailure(in: value)
        case .gcppos2:
            value.count < 2
                ? value.whole(.tooShortForGcp)
                : Self.companyPrefixFailure(in: value.dropFirst())?.moved(by: 1)
        default: Self.ibanFailure(in: value)
        }
    }

    private static func checkDigitFailure(in value: ArraySlice<UInt8>) -> LinterFailure? {
        guard let last = value.last else { return value.whole(.tooShortForCheckDigit) }
        if let failure = value.first(without: \.isDigit, .nonDigitCharacter) { return failure }
        let expected = CheckDigit.completing(value.dropLast().lazy.map { UInt8($0.digitValue) })
        guard last.digitValue == Int(expected) else {
            return LinterFailure(.incorrectCheckDigit, at: value.count - 1, length: 1)
        }
        return nil
    }

    private static func companyPrefixFailure(in value: ArraySlice<UInt8>) -> LinterFailure? {
        guard value.count >= CompanyPrefix.digitsMin else { return value.whole(.tooShortForGcp) }
        return value.prefix(CompanyPrefix.digitsMin).first(without: \.isDigit, .invalidGcpPrefix)
    }

    /// The primes that weigh the characters left of a check character pair, the last one first.
    private static let primes: [Int] = {
        var primes: [Int] = []
        for number in 2...509 where primes.allSatisfy({ number % $0 != 0 }) {
            primes.append(number)
        }
        return primes
    }()

    private static let pairCharacters = Array("23456789ABCDEFGHJKLMNPQRSTUVWXYZ".utf8)

    /// Place of each byte in character set 82, -1 for the others.
    private static let place82: [Int] = {
        var next = 0
        return (UInt8.min...UInt8.max).map { byte in
            guard CharacterSet82.contains(byte) else { return -1 }
            next += 1
            return next - 1
        }
    }()

    private static func checkPairFailure(in value: ArraySlice<UInt8>) -> LinterFailure? {
        guard value.count <= primes.count + 2 else {
            return value.whole(.tooLongForCheckPairImplementation)
        }
        guard value.count >= 2 else { return value.whole(.tooShortForCheckPair) }
        var sum = 0
        for (offset, byte) in value.dropLast(2).enumerated() {
            let place = place82[Int(byte)]
            guard place >= 0 else {
                return LinterFailure(.invalidCset82Character, at: offset, length: 1)
            }
            sum += place * primes[value.count - 3 - offset]
        }
        sum %= 1021
        guard value.suffix(2).elementsEqual([pairCharacters[sum >> 5], pairCharacters[sum & 31]])
        else { return LinterFailure(.incorrectCheckPair, at: value.count - 2, length: 2) }
        return nil
    }

    private static let ibanCharacters = 11...34

    private static func ibanFailure(in value: ArraySlice<UInt8>) -> LinterFailure? {
        guard value.count >= 4 else { return value.whole(.ibanTooShort) }
        guard CodeList.countryLetters.contains(value.prefix(2)) else {
            return LinterFailure(.illegalIbanCountryCode, at: 0, length: 2)
        }
        guard value.count <= ibanCharacters.upperBound else { return value.whole(.ibanTooLong) }
        guard value.count >= ibanCharacters.lowerBound else { return value.whole(.ibanTooShort) }
        var remainder = 0
        for offset in (4..<value.count + 4).lazy.map({ $0 % value.count }) {
            let byte = value[value.startIndex + offset]
            if byte.isDigit {
                remainder = (remainder * 10 + byte.digitValue) % 97
            } else if byte.isUpperLetter {
                remainder = (remainder * 100 + Int(byte - UInt8(ascii: "A")) + 10) % 97
            } else {
                return LinterFailure(.invalidIbanCharacter, at: offset, length: 1)
            }
        }
        return remainder == 1 ? nil : LinterFailure(.incorrectIbanChecksum, at: 2, length: 2)
    }
}
