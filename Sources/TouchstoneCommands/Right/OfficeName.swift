/// Offices that register rights, by the names that people give them.
enum OfficeName {
    /// The office's two letters in WIPO ST.3: `EUIPO` is `EM`. Other text is taken as those letters.
    static func code(of name: String) -> String {
        codes[name.uppercased()] ?? name.uppercased()
    }

    private static let codes = [
        "BOIP": "BX", "CNIPA": "CN", "DPMA": "DE", "EPO": "EP", "EUIPO": "EM", "INPI": "FR",
        "JPO": "JP", "KIPO": "KR", "UKIPO": "GB", "USPTO": "US", "WIPO": "WO",
    ]
}
