/// Where a right holds, country by country.
package enum RightCoverage {
    /// Member states of the European Union, which offices write `EM` or `EU`.
    package static let union: Set<String> = [
        "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE",
        "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK",
    ]
    /// Codes of WIPO ST.3 that stand for more than one country. African offices, whose members choose
    /// what they take part in, and `WO`, which designates countries one by one, are not in it: such a
    /// right names its countries.
    package static let regions: [String: Set<String>] = [
        "EM": union, "EU": union, "BX": ["BE", "NL", "LU"],
    ]

    /// Whether a right that holds in `jurisdictions` (WIPO ST.3) holds in a country (ISO 3166-1).
    package static func covers(_ jurisdictions: [String], _ country: String) -> Bool {
        jurisdictions.contains { $0 == country || regions[$0]?.contains(country) == true }
    }
}
