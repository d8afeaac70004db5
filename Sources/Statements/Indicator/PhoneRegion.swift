/// What to dial for a number of a region given without its country code.
///
/// Source: ITU-T E.164, list of assigned country codes, and the national numbering plans filed with
/// it. Only regions whose rule is this simple are here; for others the country code is asked for.
struct PhoneRegion {
    let countryCode: [UInt8]
    /// Dialled within the country only; empty where there is none, or where it belongs to the
    /// number as in Italy.
    let trunkPrefix: [UInt8]

    /// - Parameter name: ISO 3166-1 alpha-2, in capitals.
    init?(name: String) {
        guard name.utf8.count == 2 else { return nil }
        let row = Self.rows.split(separator: " ").first { $0.hasPrefix(name) }
        guard let row else { return nil }
        let fields = row.dropFirst(2).split(separator: "/", omittingEmptySubsequences: false)
        countryCode = Array(fields[0].utf8)
        trunkPrefix = fields.count > 1 ? Array(fields[1].utf8) : []
    }

    /// Region, country code, and after a slash the trunk prefix.
    private static let rows = """
        AE971/0 AR54/0 AT43/0 AU61/0 BD880/0 BE32/0 BG359/0 BR55/0 CA1/1 CH41/0 CL56 CN86/0 CY357 \
        CZ420 DE49/0 DK45 EE372 EG20/0 ES34 FI358/0 FR33/0 GB44/0 GR30 HK852 HR385/0 HU36/06 \
        ID62/0 IE353/0 IL972/0 IN91/0 IS354 IT39 JP81/0 KE254/0 KH855/0 KR82/0 KW965 LK94/0 \
        LT370/0 LU352 LV371 MA212/0 MO853 MT356 MX52 MY60/0 NG234/0 NL31/0 NO47 NZ64/0 PH63/0 \
        PK92/0 PL48 PT351 QA974 RO40/0 RS381/0 RU7/8 SA966/0 SE46/0 SG65 SI386/0 SK421/0 TH66/0 \
        TR90/0 TW886/0 UA380/0 US1/1 VN84/0 ZA27/0
        """
}
