import AllianceNames
import NodeAPI
import Peering
import SignIn

extension FuzzedParser {
    /// What browsers and programs send to the desk port, besides the address.
    static let forms = [formFields, multipartFields, cookies, authorization, nextPath, crossSite]

    private static let formFields = FuzzedParser(
        "form-fields",
        samples: [
            "form=abc&name=A%C3%A4+b%26c&empty=&alone", "a=b&&c=d%0d%0a", "x=%", "%3d=%3D&=",
        ], words: ["%26", "%3D", "%2b", "%c3%a4", "%ff", "%00", "+", "&", "="]
    ) { input in
        guard let fields = try understood({ try FormFields(parsing: input) }) else { return false }
        var again: [(String, String)] = []
        for piece in input.split(separator: UInt8(ascii: "&")) {
            let sides = piece.split(
                separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = unescaped(sides[0]),
                let value = sides.count > 1 ? unescaped(sides[1]) : ""
            else { throw BrokenPromise("an escape is read that is none") }
            try promise(fields[name] == value, "a field has another value")
            again.append((name, value))
        }
        let printed = Array(ProviderURL.form(again).utf8)
        guard let read = try? FormFields(parsing: printed) else {
            throw BrokenPromise("its fields are refused when they are escaped")
        }
        try promise(again.allSatisfy { read[$0.0] == $0.1 }, "it is printed as other fields")
        return !again.isEmpty
    }

    /// URL Standard, section 5.1, in its own words.
    private static func unescaped(_ bytes: ArraySlice<UInt8>) -> String? {
        var found: [UInt8] = []
        var place = bytes.startIndex
        while place < bytes.endIndex {
            switch bytes[place] {
            case UInt8(ascii: "+"): found.append(0x20)
            case UInt8(ascii: "%"):
                guard place + 2 < bytes.endIndex, let high = digit(bytes[place + 1]),
                    let low = digit(bytes[place + 2])
                else { return nil }
                found.append(high * 16 + low)
                place += 2
            case let byte: found.append(byte)
            }
            place += 1
        }
        return text(found)
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x41 + 10
        case 0x61...0x66: byte - 0x61 + 10
        default: nil
        }
    }

    /// The content type, a line end, and the body.
    private static let multipartFields = FuzzedParser(
        "multipart-fields",
        samples: [
            multipart("x1", [("form", "token"), ("list", "domain\r\nshop.example\r\n")]),
            multipart("\"a b\"", [("a", "b")]), multipart("--", [("file", "--\r\n--"), ("f", "")]),
            "multipart/form-data; boundary=b\n--b\r\ncontent-disposition: form-data; name=\"f\"; "
                + "filename=\"a.csv\"\r\nContent-Type: text/csv\r\n\r\n\u{feff}a,b\r\n--b--",
        ],
        words: [
            "\r\n--b--", "\r\n\r\n", "\r\n--", "; name=\"", "Content-Disposition: form-data",
            "boundary=", "\"; filename=\"",
        ]
    ) { input in
        guard let end = input.firstIndex(of: UInt8(ascii: "\n")), let type = text(input[..<end])
        else {
            return false
        }
        let body = Array(input[(end + 1)...])
        guard let fields = try understood({ try MultipartFields(body, contentType: type) }) else {
            return false
        }
        let found = names(in: body).compactMap { name in
            fields.bytes(name).map { (name: name, value: $0) }
        }
        // A line that no value has, so that each ends where it ended.
        let boundary = "boundary-of-\(found.reduce(0) { $0 + $1.value.count })-\(body.count)"
        guard !found.isEmpty, !contains(body, boundary) else { return !found.isEmpty }
        var printed: [UInt8] = []
        for (name, value) in found {
            printed += Array("--\(boundary)\r\n".utf8)
            printed += Array("Content-Disposition: form-data; name=\"\(name)\"\r\n\r\n".utf8)
            printed += value + [13, 10]
        }
        printed += Array("--\(boundary)--\r\n".utf8)
        let again = try understood {
            try MultipartFields(printed, contentType: "multipart/form-data; boundary=\(boundary)")
        }
        guard let again else { throw BrokenPromise("its fields are refused when they are printed") }
        try promise(
            found.allSatisfy { again.bytes($0.name) == $0.value }, "it is printed as other fields")
        return true
    }

    static func multipart(_ boundary: String, _ fields: [(String, String)]) -> String {
        let line = boundary.filter { $0 != "\"" }
        return "multipart/form-data; boundary=\(boundary)\n"
            + fields.map { name, value in
                "--\(line)\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n"
            }.joined() + "--\(line)--\r\n"
    }

    /// What could be the names of fields: at most as many as there can be parts.
    private static func names(in body: [UInt8]) -> [String] {
        let marker = Array("name=\"".utf8)
        var names: Set<String> = []
        var rest = body[...]
        while names.count < MultipartFields.partsMax, let start = rest.firstIndex(of: marker[0]) {
            rest = rest[start...]
            guard rest.starts(with: marker) else {
                rest = rest.dropFirst()
                continue
            }
            rest = rest.dropFirst(marker.count)
            let name = rest.prefix(MultipartFields.partHeaderBytesMax)
                .prefix { $0 != UInt8(ascii: "\"") }
            if name.count < MultipartFields.partHeaderBytesMax / 2, let name = text(name) {
                names.insert(name)
            }
        }
        return names.sorted()
    }

    private static func contains(_ body: [UInt8], _ text: String) -> Bool {
        let needle = Array(text.utf8)
        return body.indices.contains { body[$0] == needle[0] && body[$0...].starts(with: needle) }
    }

    private static let secret = String(repeating: "A", count: Secret.characterCount)

    /// Lines, each a header field.
    private static let cookies = FuzzedParser(
        "cookies", inputBytesMax: 1_024,
        samples: [
            "\(SessionCookie.name)=\(secret); \(LanguageChoice.cookie)=zh",
            "a=b; \(LanguageChoice.cookie) = en\n \(SessionCookie.name)=\(secret)",
            "\(SessionCookie.name)=; \(SessionCookie.name)=\(secret)",
        ],
        words: [SessionCookie.name, LanguageChoice.cookie, "; ", "=", secret, "zh", "\n"]
    ) { input in
        guard let text = text(input) else { return false }
        let fields = text.split(separator: "\n").map(String.init)
        let language = LanguageChoice.chosen(fields.first)
        if let language {
            try promise(
                text.contains(LanguageChoice.cookie) && text.contains(language.rawValue),
                "a language is chosen that is not there")
        }
        guard let session = SessionCookie.session(in: fields) else { return language != nil }
        let pair = "\(SessionCookie.name)=\(session.text)"
        try promise(fields.contains { $0.contains(pair) }, "a session is read that is not there")
        try promise(
            SessionCookie.session(in: fields + ["\(SessionCookie.name)=x"]) == nil,
            "of two sessions one is taken")
        let again = SessionCookie.set(session).prefix { $0 != ";" }
        try promise(
            SessionCookie.session(in: ["a=b; \(again)"]) == session, "it is printed as another")
        return true
    }

    private static let authorization = FuzzedParser(
        "authorization", inputBytesMax: 512,
        samples: [
            "Bearer touchstone_\(secret)", "bearer  touchstone_\(secret)", "Basic YTpi",
            "Bearer \(secret)",
        ], words: ["Bearer ", "touchstone_", secret, " ", "\n"]
    ) { input in
        guard let text = text(input) else { return false }
        guard case .token(let secret) = BearerToken.shown(in: [text]) else { return false }
        let token = AccessToken.text(of: secret)
        try promise(text.utf8.count { $0 == UInt8(ascii: "_") } >= 1, "it has no prefix")
        try promise(text.contains(token), "a token is read that is not there")
        try promise(
            BearerToken.shown(in: ["Bearer \(token)"]) == .token(secret), "it is printed as another"
        )
        try promise(
            BearerToken.shown(in: [text, text]) == .unreadable, "of two tokens one is taken")
        return true
    }

    /// Where to go on after signing in: never to another site.
    private static let nextPath = FuzzedParser(
        "next-path", inputBytesMax: 512,
        samples: ["/console/search?q=a%20b&kind=domain", "/", "//evil.example", "/\\evil.example"],
        words: ["//", "/\\", "%2f", "%5c", "\t", "..", "https://", "@", "?"]
    ) { input in
        guard let text = text(input), let path = SignInPath.local(text) else { return false }
        let bytes = Array(path.utf8)
        try promise(bytes == input, "it is another path")
        try promise(
            bytes.first == UInt8(ascii: "/") && !bytes.dropFirst().starts(with: [UInt8(ascii: "/")])
                && bytes.allSatisfy { $0 > 0x20 && $0 < 0x7f && $0 != UInt8(ascii: "\\") },
            "a browser may take it for another place")
        return true
    }
}

extension FuzzedParser {
    private static let formToken = Secret(secret)?.formToken

    /// Header fields, an empty line and a body, which a signed-in person's browser sent: it changes
    /// something only where the person's page was there before.
    private static let crossSite = FuzzedParser(
        "cross-site",
        samples: [
            "sec-fetch-site: same-origin\nx-form-token: \(formToken?.text ?? "")\n\n",
            "origin: https://desk.example\ncontent-type: application/x-www-form-urlencoded\n\n"
                + "form=\(formToken?.text ?? "")&a=b",
            "origin: null\nsec-fetch-site: same-origin\n"
                + "content-type: multipart/form-data; boundary=b\n\n"
                + "--b\r\nContent-Disposition: form-data; name=\"form\"\r\n\r\n"
                + "\(formToken?.text ?? "")\r\n--b--\r\n",
        ],
        words: [
            "sec-fetch-site: ", "same-origin", "cross-site", "origin: ", "https://desk.example",
            "content-type: ", "form=", "name=\"form\"\r\n\r\n", "host: ",
        ]
    ) { input in
        guard let token = formToken, let request = try crossSiteRequest(input, token) else {
            return false
        }
        let isAdmitted: Void? = try understood { try CrossSite.check(request) }
        guard isAdmitted != nil else { return false }
        let site = request.header("sec-fetch-site")
        try promise(
            site == "same-origin" || site == nil && request.header("origin") != nil,
            "another site's page is taken for this one's")
        let form = try? FormFields(parsing: request.body)
        try promise(
            request.header(FormToken.header) == token.text || form?[FormToken.field] == token.text
                || contains(request.body, token.text), "the form's token is not there")
        return true
    }

    private static func crossSiteRequest(
        _ input: [UInt8], _ token: FormToken
    ) throws -> DeskRequest? {
        var rest = input[...]
        var headers: [DeskRequest.Header] = []
        while let end = rest.firstIndex(of: UInt8(ascii: "\n")), headers.count < 16 {
            let line = rest[..<end]
            rest = rest[(end + 1)...]
            guard !line.isEmpty else { break }
            guard let colon = line.firstIndex(of: UInt8(ascii: ":")),
                let name = text(line[..<colon]), let value = text(line[(colon + 1)...])
            else { return nil }
            headers.append(.init(name.lowercased(), String(value.drop { $0 == " " })))
        }
        guard let target = try? RequestTarget(parsing: "/x"),
            let person = try? DeskPerson(
                member: MemberID(parsing: "maison"), id: PersonID(parsing: "anna"),
                displayName: "Anna", roles: [], method: .link, formToken: token)
        else { throw BrokenPromise("the sample's own request is none") }
        return DeskRequest(
            method: .post, target: target, headers: headers, body: Array(rest),
            caller: .person(person), origin: "https://desk.example", id: "1")
    }
}
