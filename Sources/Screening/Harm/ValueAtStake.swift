/// What would be lost if an offer is counterfeit and sold: price by pieces, in cents of a euro.
///
/// Only for the order of proposals. Currencies are told apart by a rounded table and not by the day's rates, so that
/// the same list has the same order tomorrow.
package struct ValueAtStake: Equatable, Sendable {
    /// Taken where the price is not known, or its currency is not in the table.
    package static let assumedCents = 5_000
    /// Pieces that count: a stock of a million is a number that a form was filled with.
    package static let piecesMax = 100
    package static let centsMax = 100_000_000

    package let cents: Int
    /// The price was not known.
    package let isAssumed: Bool

    package init(of listing: Listing) {
        let pieces = min(listing.quantity, Self.piecesMax)
        guard let price = listing.price, let rate = Self.rates[price.currency] else {
            cents = min(Self.assumedCents * pieces, Self.centsMax)
            isAssumed = true
            return
        }
        // Thousandths of a unit by cents of ten thousand units: at most 10^12 by 2 · 10^6.
        let each = price.thousandths * rate / 10_000_000
        cents = max(1, min(Int(min(each, UInt64(Self.centsMax))) * pieces, Self.centsMax))
        isAssumed = false
    }

    /// Of a price as marketplaces state it.
    ///
    /// - Parameter minorUnits: cents of the euro, and whole yen; nil where it is not known.
    package init(minorUnits: UInt64?, currency: String?, pieces: Int) {
        let pieces = min(max(pieces, 1), Self.piecesMax)
        guard let minorUnits, let currency, let rate = Self.rates[currency] else {
            cents = min(Self.assumedCents * pieces, Self.centsMax)
            isAssumed = true
            return
        }
        let thousandths = Self.isWhole.contains(currency) ? 1_000 : 10 as UInt64
        // 10^9 units at most, so that what is multiplied cannot overflow.
        let each =
            min(minorUnits, 1_000_000_000_000 / thousandths) * thousandths * rate / 10_000_000
        cents = max(1, min(Int(min(each, UInt64(Self.centsMax))) * pieces, Self.centsMax))
        isAssumed = false
    }

    /// Currencies that have no smaller unit (ISO 4217).
    static let isWhole: Set<String> = ["JPY", "KRW", "VND"]

    /// Cents of a euro for ten thousand units, rounded; as of November 2026.
    static let rates: [String: UInt64] = [
        "EUR": 1_000_000, "USD": 900_000, "GBP": 1_150_000, "CHF": 1_050_000, "CNY": 125_000,
        "HKD": 115_000, "TWD": 28_000, "JPY": 6_000, "KRW": 650, "SGD": 680_000, "MYR": 200_000,
        "THB": 26_000, "VND": 36, "IDR": 55, "PHP": 16_000, "INR": 10_500, "AUD": 590_000,
        "NZD": 530_000, "CAD": 650_000, "BRL": 160_000, "MXN": 48_000, "PLN": 235_000,
        "CZK": 40_000, "HUF": 2_500, "RON": 200_000, "SEK": 90_000, "NOK": 86_000, "DKK": 134_000,
        "TRY": 24_000, "AED": 245_000, "SAR": 240_000, "ZAR": 50_000, "ILS": 250_000,
        "UAH": 21_000, "KZT": 1_800,
    ]
}
