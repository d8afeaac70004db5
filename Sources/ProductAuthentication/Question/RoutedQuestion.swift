package import AllianceNames
package import Roster
package import TransparencyLog

/// A question that travels through another node, since its owner takes no connections: the asker signs
/// it, so that who asked is not that node's word. A C2SP signed note with the asker's answer key.
///
///     touchstone routed question v1
///     owner <member>
///     sent <ms since 1970>
///     <the question, as it would be posted to the owner>
///
/// The first line keeps it apart from whatever else that key signs.
package struct RoutedQuestion: Sendable {
    package static let bytesMax = 24 * 1024
    /// How far the clocks of asker and owner may be apart, and how long it may be on its way. A question
    /// is taken once within that time (`RoutedQuestionMemory`).
    package static let ageMillisecondsMax: UInt64 = 120_000

    static let header = "touchstone routed question v1"

    package let note: SignedNote
    package let owner: MemberID
    package let sentAt: UInt64
    /// What an answer is bound to.
    package let question: [UInt8]
    /// Whom the question names; it is that member's if the signature holds.
    package let claimedAsker: MemberID
    /// How long the asker waits in all, in milliseconds.
    package let deadlineMilliseconds: UInt64

    package var bytes: [UInt8] { note.bytes }

    /// What tells it from every other one, whatever signature lines stand below.
    package var digest: Digest { .sha256(Array(note.text.utf8)) }

    /// - Throws: `ProductAuthenticationError` unless `bytes` are a signed note of this form.
    package init(parsing bytes: [UInt8]) throws(ProductAuthenticationError) {
        guard bytes.count <= Self.bytesMax else {
            throw .tooLong(
                document: "routed question", found: bytes.count, max: Self.bytesMax)
        }
        do throws(TransparencyLogError) {
            note = try SignedNote(parsing: bytes)
        } catch {
            throw .routed(.note(error))
        }
        var lines = try DocumentLines(
            Array(note.text.utf8), document: "routed question", bytesMax: Self.bytesMax)
        try lines.exactly(Self.header)
        let owner = try lines.value(of: "owner")
        guard let owner = try? MemberID(parsing: owner) else {
            throw lines.refusal(expected: "a member", found: owner)
        }
        let sent = try lines.value(of: "sent")
        guard let sentAt = Decimal.decode(Array(sent.utf8)) else {
            throw lines.refusal(expected: "milliseconds since 1970", found: sent)
        }
        (self.owner, self.sentAt) = (owner, sentAt)
        question = lines.rest
        let parsed = try Question(parsing: question)
        (claimedAsker, deadlineMilliseconds) = (parsed.asker, parsed.deadlineMilliseconds)
    }

    /// - Parameters:
    ///   - question: the bytes of a question of the signer's own.
    ///   - signer: with the asker's answer key.
    package init(
        signing question: [UInt8], to owner: MemberID, at now: UInt64, by signer: NoteSigner
    ) throws(ProductAuthenticationError) {
        let text =
            "\(Self.header)\nowner \(owner)\nsent \(now)\n"
            + String(decoding: question, as: UTF8.self)
        let signed: SignedNote
        do throws(TransparencyLogError) {
            signed = try SignedNote(text: text, signatures: [signer.sign(text: text)])
        } catch {
            throw .routed(.note(error))
        }
        try self.init(parsing: signed.bytes)
    }

    /// Believes who asks.
    ///
    /// - Parameters:
    ///   - member: who is asked to answer.
    ///   - now: milliseconds since 1970.
    /// - Throws: `ProductAuthenticationError.routed`, saying what does not hold.
    package func verify(
        askedOf member: MemberID, roster: VerifiedRoster, at now: UInt64
    ) throws(ProductAuthenticationError) -> VerifiedRoutedQuestion {
        guard owner == member else {
            throw .routed(.otherOwner(expected: member, found: owner))
        }
        guard max(sentAt, now) - min(sentAt, now) <= Self.ageMillisecondsMax else {
            throw .routed(.time(sent: sentAt, now: now))
        }
        let signatures: [VerifiedSignature]
        do throws(TransparencyLogError) {
            signatures = try note.signatures(
                ifAnyVerifiedBy: roster.answerKeys(of: claimedAsker))
        } catch {
            throw .routed(.note(error))
        }
        guard roster.isActive(claimedAsker), !signatures.isEmpty else {
            throw .routed(.notAnAskerKey(of: claimedAsker))
        }
        return VerifiedRoutedQuestion(
            question: question, asker: claimedAsker, sentAt: sentAt, digest: digest)
    }
}

/// A question whose asker is known. Only `RoutedQuestion` makes one.
package struct VerifiedRoutedQuestion: Sendable {
    package let question: [UInt8]
    package let asker: MemberID
    package let sentAt: UInt64
    package let digest: Digest

    fileprivate init(question: [UInt8], asker: MemberID, sentAt: UInt64, digest: Digest) {
        self.question = question
        self.asker = asker
        self.sentAt = sentAt
        self.digest = digest
    }
}

package enum RoutedQuestionFault: Error, Equatable, Sendable, CustomStringConvertible {
    case note(TransparencyLogError)
    case otherOwner(expected: MemberID, found: MemberID)
    case time(sent: UInt64, now: UInt64)
    case notAnAskerKey(of: MemberID)
    /// It was taken before: whoever passes it on repeats it.
    case repeated
    /// Sent before this node began, so that it may have been taken before.
    case beforeStart
    case tooMany(of: MemberID)

    package var description: String {
        switch self {
        case .note(let error): "it is no signed note, or its signature does not hold: \(error)"
        case .otherOwner(let expected, let found): "it is for \(found), not for \(expected)"
        case .time(let sent, let now):
            "it was sent at \(sent) by its asker's clock, and it is \(now) here; see to both clocks"
        case .notAnAskerKey(let member):
            "it is not signed with an answer key that the member register has for \(member)"
        case .repeated: "it was asked before"
        case .beforeStart: "it was sent before this node began"
        case .tooMany(let member): "\(member) asks more than is remembered"
        }
    }
}
