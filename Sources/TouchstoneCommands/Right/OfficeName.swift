import ArgumentParser

/// Offices that register rights, by the names that people give them.
enum OfficeName {
    /// The office's two letters in WIPO ST.3: `EUIPO` is `EM`. Other text is taken as those letters.
    static func code(of name: String) -> String {
        codes[name.uppercased()] ?? name.uppercased()
    }

    /// - Throws: a sentence that says which names there are.
    static func checked(_ name: String) throws -> String {
        let code = code(of: name)
        guard code.utf8.count == 2, code.utf8.allSatisfy({ (0x41...0x5A).contains($0) }) else {
            throw ValidationError(
                "'\(name)' is no office; write \(codes.keys.sorted().joined(separator: ", ")), or two letters of WIPO ST.3 such as DE"
            )
        }
        return code
    }

    private static let codes = [
        "BOIP": "BX", "CNIPA": "CN", "DPMA": "DE", "EPO": "EP", "EUIPO": "EM", "INPI": "FR",
        "JPO": "JP", "KIPO": "KR", "UKIPO": "GB", "USPTO": "US", "WIPO": "WO",
    ]
}
