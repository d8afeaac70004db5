/// The indicators that are posted: of one domain each, of an ordinary length.
enum PostedIndicator {
    /// In no order, as names of version 4 are.
    static func id(_ number: Int) -> String {
        var mixed = UInt64(number) &+ 1
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        mixed ^= mixed >> 31
        func hex(_ value: UInt64, _ digits: Int) -> String {
            let text = String(value, radix: 16)
            return String(repeating: "0", count: digits - text.count) + text
        }
        let last = hex(UInt64(number), 12)
        return "indicator--\(hex(mixed >> 32, 8))-\(hex(mixed >> 16 & 0xffff, 4))-4000-8000-\(last)"
    }

    static func json(_ number: Int) -> String {
        """
        {"type":"indicator","spec_version":"2.1","id":"\(id(number))",\
        "created":"2026-01-31T12:00:00.000Z","modified":"2026-01-31T12:00:00.000Z",\
        "name":"Shop \(number)","description":"Sells handbags that are not genuine.",\
        "indicator_types":["malicious-activity"],\
        "pattern":"[domain-name:value = 'posted-\(number).example']","pattern_type":"stix",\
        "pattern_version":"2.1","valid_from":"2026-01-31T12:00:00Z","confidence":80}
        """
    }
}
