import GS1
import JSON

extension FuzzedParser {
    /// Every syntax of GS1, told by how it begins, strictly and leniently.
    static let gs1 = FuzzedParser(
        "gs1",
        samples: [
            "(01)09520123456788(21)12345(10)ABC1(17)270430", "9520123456788",
            "^010952012345678821abc123^10LOT\u{1d}17270430", "]C1010952012345678821ABC^10X",
            "]e0010952012345678810A", "]E09520123456788", "]Q3\u{1d}01095201234567883103001750",
            "(8110)106141416543213150110120", "(00)095201234567891235(7003)2704301200",
            "(01)09520123456788(3922)12345(8008)270430120000(7040)1UK0",
            "(8030)abc(98)x(421)276ABC",
            "/01/09520123456788/10/ABC1/21/12345?17=270430",
        ],
        words: [
            "(01)", "(21)", "(10)", "(17)", "(8110)", "]C1", "]d2", "^", "09520123456788", "(3922)",
            "|]e0",
        ]
    ) { input in
        let isTaken = try isUnderstood(input, [])
        _ = try isUnderstood(
            input, [.convenienceNames, .shortGTIN, .unknownIdentifiers, .unknownAttributes])
        if let text = text(input), let item = try understood({ try ItemIdentifiers(parsing: text) })
        {
            try readsAgain(
                item, { Array($0.elementString.utf8) },
                { try ItemIdentifiers(parsing: String(decoding: $0, as: UTF8.self)) })
            try readsAgain(
                item, { Array($0.digitalLinkPath.utf8) },
                { try ItemIdentifiers(parsing: String(decoding: $0, as: UTF8.self)) })
        }
        return isTaken
    }

    static let digitalLink = FuzzedParser(
        "digital-link",
        samples: [
            "https://id.gs1.org/01/09520123456788/10/ABC1/21/12345?17=270430",
            "https://example.com/some/stem/01/09520123456788/22/2A/10/1%2F2?3103=000195&x=y#part",
            "http://a.b:8080/8006/095201234567880102",
            "https://x.example/414/9520123456788/254/32a%2Fb",
            "https://example.com/00/095201234567891235?02=09520123456788&37=25",
        ],
        words: ["/01/", "/21/", "?17=", "&10=", "%2F", "https://", "#", "09520123456788"]
    ) { input in try isUnderstood(input, []) }

    private static func isUnderstood(_ input: [UInt8], _ options: GS1Options) throws -> Bool {
        let message: GS1Message
        do {
            message = try GS1Message(parsing: input, options: options)
        } catch {
            guard case .message(let fault) = error else { return false }
            try promise(
                fault.offset >= 0 && fault.length >= 0
                    && fault.offset + fault.length <= input.count,
                "a fault outside of the input: \(fault)")
            return false
        }
        // Printed and read again, it says the same.
        if let link = try? message.digitalLink(options: options) {
            let again = try? GS1Message(parsing: link, as: .digitalLink, options: options)
            let same = again.map { Set($0.elements.map(said)) == Set(message.elements.map(said)) }
            try promise(same == true, "\(link) says otherwise than its source")
        }
        return true
    }

    private static func said(_ element: GS1Element) -> String { "(\(element.ai))\(element.value)" }

    static let json = FuzzedParser(
        "json",
        samples: [
            #"{"a":[1,-2.5e3,true,false,null,"\u00e9\ud83d\ude00"],"b":{"c":"d"}}"#, "[[[[]]]]",
            "0", #"{"é":{},"":[],"\u0000":"\u007f"}"#,
        ],
        words: ["{", "}", "[", "]", "\"a\":", "\\u", "1e9", "null", ",", "\u{301}"]
    ) { input in
        guard let value = try understood({ try JSONValue(parsing: input) }) else { return false }
        try readsAgain(value, { Array($0.printed.utf8) }, { try JSONValue(parsing: $0) })
        try readsAgain(value, { Array($0.compact.utf8) }, { try JSONValue(parsing: $0) })
        return true
    }
}
