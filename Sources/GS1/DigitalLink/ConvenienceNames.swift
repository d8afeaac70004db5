/// The names that release 1.1 of the Digital Link standard allowed in place of keys and qualifiers, and
/// later ones withdrew.
enum ConvenienceNames {
    private static let identifiers = [
        "cpid": "8010", "cpsn": "8011", "cpv": "22", "gcn": "255", "gdti": "253", "giai": "8004",
        "ginc": "401", "gln": "414", "glnx": "254", "gmn": "8013", "grai": "8003", "gsin": "402",
        "gsrn": "8018", "gsrnp": "8017", "gtin": "01", "itip": "8006", "lot": "10", "party": "417",
        "refno": "8020", "ser": "21", "srin": "8019", "sscc": "00",
    ]

    static func identifier(_ name: ArraySlice<UInt8>) -> ApplicationIdentifier? {
        guard (3...5).contains(name.count),
            let digits = identifiers[String(decoding: name, as: UTF8.self)]
        else { return nil }
        return SyntaxDictionary.entry(Array(digits.utf8)[...])
    }
}
