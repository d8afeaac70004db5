package import AllianceNames
package import Roster
package import TransparencyLog

/// An answer as it travels: a C2SP signed note. It is not to be used before it is verified, so only
/// `verify` gives out what it says.
package struct SignedAnswer: Hashable, Sendable {
    package static let bytesMax = 16 * 1024

    package let note: SignedNote
    private let claimed: Answer

    /// - Throws: `ProductAuthenticationError` unless `bytes` are a signed note whose text is an answer.
    package init(parsing bytes: [UInt8]) throws(ProductAuthenticationError) {
        guard bytes.count <= Self.bytesMax else {
            throw .tooLong(document: "answer", found: bytes.count, max: Self.bytesMax)
        }
        do throws(TransparencyLogError) {
            note = try SignedNote(parsing: bytes)
        } catch {
            throw .note(error)
        }
        claimed = try Answer(parsing: note.text)
    }

    /// - Throws: `.note` where the text is longer than a note may be.
    package init(
        signing answer: Answer, by signer: NoteSigner
    ) throws(ProductAuthenticationError) {
        let text = answer.text
        do throws(TransparencyLogError) {
            note = try SignedNote(text: text, signatures: [signer.sign(text: text)])
        } catch {
            throw .note(error)
        }
        claimed = answer
    }

    package var bytes: [UInt8] { note.bytes }

    /// Who claims to have answered, to look up that member's keys.
    package var claimedResponder: MemberID { claimed.responder }

    /// Believes the answer if the owner of the number, now or formerly, signed it for this question.
    ///
    /// - Parameter question: as it was sent; its digest is compared.
    /// - Throws: `ProductAuthenticationError`, saying which of these does not hold.
    package func verify(
        question: Question, roster: VerifiedRoster
    ) throws(ProductAuthenticationError) -> VerifiedAnswer {
        try verify(
            question: question.digest,
            responders: roster.responders(to: question.product),
            keys: { roster.answerKeys(of: $0) })
    }

    /// - Parameters:
    ///   - question: the digest of the question as it was sent.
    ///   - responders: the members that may answer.
    ///   - keys: the answer keys that the register gives to the member that answered.
    package func verify(
        question: Digest, responders: [MemberID], keys: (MemberID) -> [VerifierKey]
    ) throws(ProductAuthenticationError) -> VerifiedAnswer {
        guard responders.contains(claimed.responder) else {
            throw .otherResponder(expected: responders, found: claimed.responder)
        }
        guard claimed.question == question else {
            throw .otherQuestion(expected: question, found: claimed.question)
        }
        let keys = keys(claimed.responder)
        let signatures: [VerifiedSignature]
        do throws(TransparencyLogError) {
            signatures = try note.signatures(ifAnyVerifiedBy: keys)
        } catch {
            throw .note(error)
        }
        guard !signatures.isEmpty else { throw .notAnAnswerKey(of: claimed.responder) }
        return VerifiedAnswer(answer: claimed, signed: self)
    }
}

extension Answer {
    /// What a signed answer says that was verified before it was kept; nil where it cannot be read any more.
    package init?(kept bytes: [UInt8]) {
        guard let signed = try? SignedAnswer(parsing: bytes),
            let answer = try? Answer(parsing: signed.note.text)
        else { return nil }
        self = answer
    }
}

/// An answer whose signature, responder and question were checked. Only `SignedAnswer` makes one.
package struct VerifiedAnswer: Hashable, Sendable {
    package let answer: Answer
    /// To be kept and shown to others.
    package let signed: SignedAnswer

    init(answer: Answer, signed: SignedAnswer) {
        self.answer = answer
        self.signed = signed
    }
}
