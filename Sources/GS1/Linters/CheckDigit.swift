/// The GS1 check digit: weights 3, 1, 3, ... from the digit left of the check digit, sum modulo 10.
/// Every wrong single digit is found; of swapped neighbours all but those that differ by 5.
///
/// Source: GS1 General Specifications, section 7.9.1.
package enum CheckDigit {
    /// The digit that completes `payload`.
    ///
    /// - Parameter payload: the number without its last digit, as digit values 0...9.
    package static func completing(_ payload: some BidirectionalCollection<UInt8>) -> UInt8 {
        var sum = 0
        var weight = 3
        for digit in payload.reversed() {
            sum += Int(digit) * weight
            weight = 4 - weight
        }
        return UInt8((10 - sum % 10) % 10)
    }
}
