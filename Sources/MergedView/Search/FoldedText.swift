/// Text as it is compared in a search: lower case, full-width forms narrowed.
package enum FoldedText {
    package static func of(_ text: some StringProtocol) -> String {
        if text.utf8.allSatisfy({ $0 < 0x80 && !(0x41...0x5a).contains($0) }) {
            return String(text)
        }
        var folded = String.UnicodeScalarView()
        for scalar in text.lowercased().unicodeScalars {
            switch scalar.value {
            case 0xff01...0xff5e:
                folded.append(Unicode.Scalar(scalar.value - 0xfee0) ?? scalar)
            case 0x3000: folded.append(" ")
            default: folded.append(scalar)
            }
        }
        return String(folded).lowercased()
    }
}
