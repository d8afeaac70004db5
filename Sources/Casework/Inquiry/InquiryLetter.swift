import AllianceNames
package import JSON
package import TransparencyLog

/// What two members' nodes tell each other about an inquiry, inside of a letter: compact JSON. `number` is of the
/// sender's own entry: what comes twice is known by it.
package enum InquiryLetter: Hashable, Sendable {
    package static let version: UInt64 = 1

    /// Of the member that asks.
    case ask(CaseworkID, subject: String, about: InquirySubject?, text: String)
    /// Of either, as far as its side says such things.
    case said(CaseworkID, number: UInt64, Said)
    /// Some bytes of a photo that was named before.
    case part(CaseworkID, photo: Digest, part: Int, [UInt8])

    package enum Said: Hashable, Sendable {
        case further(String)
        case answer(InquiryAnswer)
        case photo(InquiryPhoto)
        case closed
    }

    private enum Topic: String {
        case ask = "inquiry-ask"
        case further = "inquiry-further"
        case answer = "inquiry-answer"
        case photo = "inquiry-photo"
        case part = "inquiry-part"
        case closed = "inquiry-closed"
    }

    package var id: CaseworkID {
        switch self {
        case .ask(let id, _, _, _), .said(let id, _, _), .part(let id, _, _, _): id
        }
    }

    package var json: JSONValue {
        var members: [String: JSONValue] = [
            "version": .integer(Self.version), "id": .string(id.description),
        ]
        switch self {
        case .ask(_, let subject, let about, let text):
            members["topic"] = .string(Topic.ask.rawValue)
            members["subject"] = .string(subject)
            members["text"] = .string(text)
            members["about"] = about.map {
                .object(["kind": .string($0.kind.rawValue), "reference": .string($0.reference)])
            }
        case .said(_, let number, let said):
            members["number"] = .integer(number)
            switch said {
            case .further(let text):
                members["topic"] = .string(Topic.further.rawValue)
                members["text"] = .string(text)
            case .answer(let answer):
                members["topic"] = .string(Topic.answer.rawValue)
                members["verdict"] = .string(answer.verdict.rawValue)
                members["text"] = .string(answer.text)
            case .photo(let photo):
                members["topic"] = .string(Topic.photo.rawValue)
                members["photo"] = photo.json
            case .closed: members["topic"] = .string(Topic.closed.rawValue)
            }
        case .part(_, let photo, let part, let bytes):
            members["topic"] = .string(Topic.part.rawValue)
            members["sha256"] = .string(photo.hex)
            members["part"] = .integer(UInt64(part))
            members["data"] = .string(Base64.encode(bytes))
        }
        return .object(members)
    }

    package var bytes: [UInt8] { json.compactBytes }

    /// Whether a letter's content is one of these, well formed or not.
    package static func isMeant(by json: JSONValue) -> Bool {
        LetterMembers.isMeant(by: json, Topic.self)
    }

    /// - Throws: `CaseworkError` for what no version of this program sends.
    package init(_ json: JSONValue) throws(CaseworkError) {
        let members = try LetterMembers(json, version: Self.version)
        let (topic, id) = (try members.topic(Topic.self), try members.id())
        func said(_ said: Said) throws(CaseworkError) -> InquiryLetter {
            .said(id, number: try members.number("number", 1...Self.numberMax), said)
        }
        switch topic {
        case .ask:
            let (subject, words) = (try members.text("subject"), try members.text("text"))
            try VisibleText.check(
                subject, "subject", charactersMax: InquiryLimits.subjectCharactersMax)
            try InquiryLimits.check(words)
            self = .ask(id, subject: subject, about: try Self.about(members["about"]), text: words)
        case .further:
            let words = try members.text("text")
            try InquiryLimits.check(words)
            self = try said(.further(words))
        case .answer:
            guard let verdict = InquiryAnswer.Verdict(rawValue: try members.text("verdict")) else {
                throw .text(field: "verdict")
            }
            let answer = InquiryAnswer(verdict, try members.text("text"))
            try answer.check()
            self = try said(.answer(answer))
        case .photo: self = try said(.photo(InquiryPhoto(members["photo"])))
        case .part:
            guard let photo = Digest(hex: try members.text("sha256")) else {
                throw .text(field: "sha256")
            }
            let last = UInt64(InquiryLimits.photoBytesMax / InquiryLimits.partBytes)
            let part = Int(try members.number("part", 0...last))
            guard let bytes = Base64.decode(try members.text("data")),
                (1...InquiryLimits.partBytes).contains(bytes.count)
            else { throw .text(field: "data") }
            self = .part(id, photo: photo, part: part, bytes)
        case .closed: self = try said(.closed)
        }
    }

    private static let numberMax: UInt64 = 1 << 40

    private static func about(_ value: JSONValue?) throws(CaseworkError) -> InquirySubject? {
        guard let value else { return nil }
        guard case .object(let members) = value, case .string(let name)? = members["kind"],
            let kind = InquirySubject.Kind(rawValue: name),
            case .string(let reference)? = members["reference"]
        else { throw .text(field: "about") }
        return try InquirySubject(kind, reference)
    }
}

extension InquiryPhoto {
    package var json: JSONValue {
        .object([
            "name": .string(name), "kind": .string(kind.rawValue), "sha256": .string(sha256.hex),
            "bytes": .integer(UInt64(byteCount)),
        ])
    }

    /// - Throws: `CaseworkError` for what is none.
    package init(_ json: JSONValue?) throws(CaseworkError) {
        guard case .object(let members)? = json, case .string(let name)? = members["name"],
            case .string(let word)? = members["kind"], let kind = FileKind(rawValue: word),
            case .string(let hex)? = members["sha256"], let sha256 = Digest(hex: hex),
            case .number(let digits)? = members["bytes"], let byteCount = Int(digits)
        else { throw .text(field: "photo") }
        try self.init(name: name, kind: kind, sha256: sha256, byteCount: byteCount)
    }
}
