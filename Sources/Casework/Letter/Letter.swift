package import AllianceNames
package import Roster
package import TransparencyLog

/// What one member's node sends another's so that nobody between can read it: a C2SP signed note with the
/// sender's answer key. Two go to and fro for each message, so that the key that seals it is new each time,
/// and is gone afterwards:
///
///     ask     32 random bytes: which key may it be sealed with?
///     key     SHA-256 of the text of `ask` ‖ an X25519 key, to be used once
///     letter  that key ‖ what is sealed (HPKE)
///     reply   SHA-256 of the text of `letter` ‖ what is sealed for the sender
///
/// Each is
///
///     touchstone letter v1
///     kind <kind>
///     from <member>
///     to <member>
///     sent <ms since 1970>
///     body <base64>
///
/// The first line keeps it apart from whatever else that key signs. Source: docs/letters.md.
package struct Letter: Sendable {
    /// What a node between takes (`QuestionRelay.questionBytesMax`).
    package static let bytesMax = 24 * 1024
    /// How far the clocks may be apart, and how long it may be on its way.
    package static let ageMillisecondsMax: UInt64 = 120_000
    package static let nonceBytes = 32
    package static let keyBytes = 32
    static let header = "touchstone letter v1"

    package enum Kind: String, CaseIterable, Sendable {
        case ask, key, letter, reply
    }

    package let note: SignedNote
    package let kind: Kind
    /// Whom it names; it is that member's if the signature holds.
    package let claimedSender: MemberID
    package let recipient: MemberID
    package let sentAt: UInt64
    package let body: [UInt8]

    package var bytes: [UInt8] { note.bytes }

    /// What an answer names it by.
    package var digest: Digest { .sha256(Array(note.text.utf8)) }

    /// Whether bytes are meant to be one.
    package static func isMeant(by bytes: [UInt8]) -> Bool {
        bytes.starts(with: Array("\(header)\n".utf8))
    }

    /// - Throws: `LetterError` unless `bytes` are such a note, in its one spelling.
    package init(parsing bytes: [UInt8]) throws(LetterError) {
        guard bytes.count <= Self.bytesMax else { throw .form }
        guard let note = try? SignedNote(parsing: bytes), note.signatures.count == 1 else {
            throw .form
        }
        let lines = note.text.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.count == 7, lines[0].utf8.elementsEqual(Self.header.utf8), lines[6].isEmpty
        else { throw .form }
        func value(_ line: Int, _ name: String) throws(LetterError) -> Substring {
            guard lines[line].utf8.starts(with: "\(name) ".utf8) else { throw .form }
            return lines[line].dropFirst(name.count + 1)
        }
        guard let kind = Kind(rawValue: String(try value(1, "kind"))),
            let sender = try? MemberID(parsing: value(2, "from")),
            let recipient = try? MemberID(parsing: value(3, "to")),
            let sentAt = Decimal.decode(Array(try value(4, "sent").utf8)),
            let body = Base64.decode(try value(5, "body"))
        else { throw .form }
        (self.note, self.kind, self.claimedSender) = (note, kind, sender)
        (self.recipient, self.sentAt, self.body) = (recipient, sentAt, body)
        guard self.bytes == bytes else { throw .form }
    }

    /// - Parameter signer: with the sender's answer key.
    package init(
        _ kind: Kind, from sender: MemberID, to recipient: MemberID, at now: UInt64,
        _ body: [UInt8], signedBy signer: NoteSigner
    ) throws(LetterError) {
        let text = """
            \(Self.header)
            kind \(kind.rawValue)
            from \(sender)
            to \(recipient)
            sent \(now)
            body \(Base64.encode(body))

            """
        guard let note = try? SignedNote(text: text, signatures: [signer.sign(text: text)]) else {
            throw .form
        }
        try self.init(parsing: note.bytes)
    }

    /// Believes who sent it.
    ///
    /// - Parameters:
    ///   - sender: of the connection it came by; nil where another node passed it on.
    ///   - now: milliseconds since 1970.
    package func verified(
        _ kind: Kind, from sender: MemberID?, to recipient: MemberID, roster: VerifiedRoster,
        at now: UInt64
    ) throws(LetterError) -> VerifiedLetter {
        guard self.kind == kind else { throw .form }
        guard self.recipient == recipient else { throw .otherRecipient(self.recipient) }
        guard claimedSender == sender ?? claimedSender, claimedSender != recipient,
            roster.isActive(claimedSender)
        else { throw .sender(claimedSender) }
        guard max(sentAt, now) - min(sentAt, now) <= Self.ageMillisecondsMax else {
            throw .time(sent: sentAt, now: now)
        }
        do throws(TransparencyLogError) {
            _ = try note.signatures(verifiedBy: roster.answerKeys(of: claimedSender))
        } catch {
            throw .sender(claimedSender)
        }
        return VerifiedLetter(sender: claimedSender, body: body, digest: digest)
    }
}

/// A letter whose sender is known. Only `Letter` makes one.
package struct VerifiedLetter: Sendable {
    package let sender: MemberID
    package let body: [UInt8]
    package let digest: Digest

    fileprivate init(sender: MemberID, body: [UInt8], digest: Digest) {
        self.sender = sender
        self.body = body
        self.digest = digest
    }
}

package enum LetterError: Error, Equatable, Sendable, CustomStringConvertible {
    case form
    case otherRecipient(MemberID)
    case sender(MemberID)
    case time(sent: UInt64, now: UInt64)
    /// It is sealed with a key that is not known, was used or is too old.
    case key
    /// It does not open.
    case sealed
    case tooMany(of: MemberID)
    case tooLong(found: Int)

    package var keyword: String {
        switch self {
        case .form: "letter-form"
        case .otherRecipient: "letter-recipient"
        case .sender: "letter-sender"
        case .time: "letter-time"
        case .key: "letter-key"
        case .sealed: "letter-sealed"
        case .tooMany: "letters-too-many"
        case .tooLong: "letter-too-long"
        }
    }

    package var description: String {
        switch self {
        case .form: "it is no letter of version 1"
        case .otherRecipient(let member): "it is for \(member)"
        case .sender(let member):
            "it is not signed with an answer key that the member register has for \(member)"
        case .time(let sent, let now):
            "it was sent at \(sent) by its sender's clock, and it is \(now) here; see to both clocks"
        case .key: "the key it is sealed with is not known here, was used, or is too old"
        case .sealed: "it does not open"
        case .tooMany(let member): "\(member) sends too much; later"
        case .tooLong(let found):
            "it has \(found) bytes; \(LetterContent.bytesMax) is the most that goes into one"
        }
    }
}
