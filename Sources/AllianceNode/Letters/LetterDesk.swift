package import AllianceNames
import Casework
import Crypto
package import Logging
package import Peering
package import Roster
import Synchronization
package import TransparencyLog

/// Takes what a letter says, from a member that is known.
package protocol LetterTaking: Sendable {
    /// Blocks. What is acknowledged is durable.
    /// - Returns: what goes back, sealed: also that nothing was taken, and why.
    func take(_ content: [UInt8], from sender: MemberID) throws -> [UInt8]
}

/// The receiving side of letters: gives out keys that seal one letter each, opens what comes and seals what
/// goes back. What is refused here is refused in the clear, and says nothing of what was sealed.
package final class LetterDesk: Sendable {
    /// Keys that are given out and not used.
    package static let keysOfOneMemberMax = 8
    package static let keysMax = 512

    fileprivate struct Key {
        let holder: MemberID
        let madeAt: UInt64
        let key: Curve25519.KeyAgreement.PrivateKey
    }

    fileprivate struct State {
        var keys: [[UInt8]: Key] = [:]
        var allowance = LetterAllowance()
    }

    private let alliance: AllianceID
    private let member: MemberID
    private let roster: @Sendable () -> VerifiedRoster?
    private let signer: @Sendable () -> NoteSigner
    private let taking: any LetterTaking
    private let now: @Sendable () -> UInt64
    private let logger: Logger
    private let state = Mutex(State())
    /// By the rule that was broken, and whose connection it came on.
    private let refusals = Repeats<[String]>()

    /// - Parameters:
    ///   - signer: with this member's answer key, as the register names it now.
    ///   - now: milliseconds since 1970.
    package init(
        alliance: AllianceID, member: MemberID,
        roster: @escaping @Sendable () -> VerifiedRoster?,
        signer: @escaping @Sendable () -> NoteSigner,
        taking: any LetterTaking, now: @escaping @Sendable () -> UInt64, logger: Logger
    ) {
        self.alliance = alliance
        self.member = member
        self.roster = roster
        self.signer = signer
        self.taking = taking
        self.now = now
        self.logger = logger
    }

    /// Blocks.
    /// - Parameter sender: of the connection; nil where another node passed it on.
    package func answer(
        _ bytes: [UInt8], from sender: MemberID?
    ) throws(PeerProblem) -> [UInt8] {
        do {
            let letter = try Letter(parsing: bytes)
            guard let roster = roster() else { throw LetterError.sender(letter.claimedSender) }
            switch letter.kind {
            case .ask:
                return try giveKey(
                    to: letter.verified(.ask, from: sender, to: member, roster: roster, at: now()))
            case .letter:
                return try take(
                    letter.verified(
                        .letter, from: sender, to: member, roster: roster, at: now()))
            case .key, .reply: throw LetterError.form
            }
        } catch let error as LetterError {
            if refusals.isDue([error.keyword, sender?.rawValue ?? ""], at: now()) {
                logger.notice(
                    "a letter is not taken",
                    metadata: [
                        "keyword": "\(error.keyword)", "peer": "\(sender?.rawValue ?? "-")",
                    ])
            }
            throw PeerProblem(
                status: Self.status(of: error), keyword: error.keyword,
                detail: "This letter is not taken: \(error).")
        } catch {
            if refusals.isDue(["internal"], at: now()) {
                logger.error("a letter could not be taken", metadata: ["error": "\(error)"])
            }
            throw PeerProblem(
                status: 500, keyword: "internal",
                detail: "This node could not keep what was sent; its operator has the details.")
        }
    }

    private static func status(of error: LetterError) -> Int {
        switch error {
        case .tooMany: 429
        case .key, .time: 409
        default: 422
        }
    }

    private func giveKey(to letter: VerifiedLetter) throws -> [UInt8] {
        guard letter.body.count == Letter.nonceBytes else { throw LetterError.form }
        let (now, key) = (now(), Curve25519.KeyAgreement.PrivateKey())
        let publicKey = Array(key.publicKey.rawRepresentation)
        try state.withLock { state in
            try state.allowance.take(letter.sender, at: now)
            state.forget(before: now)
            // One too many ends the oldest of that member, and nobody else's.
            while state.keys.values.count(where: { $0.holder == letter.sender })
                >= Self.keysOfOneMemberMax, state.dropOldest(of: letter.sender)
            {}
            guard state.keys.count < Self.keysMax else {
                throw LetterError.tooMany(of: letter.sender)
            }
            state.keys[publicKey] = Key(holder: letter.sender, madeAt: now, key: key)
        }
        return try Letter(
            .key, from: member, to: letter.sender, at: now, letter.digest.bytes + publicKey,
            signedBy: signer()
        ).bytes
    }

    private func take(_ letter: VerifiedLetter) throws -> [UInt8] {
        let publicKey = Array(letter.body.prefix(Letter.keyBytes))
        let now = now()
        // Once, whatever comes of it: what is sent again is asked for again.
        let key = state.withLock { state -> Key? in
            state.forget(before: now)
            guard state.keys[publicKey]?.holder == letter.sender else { return nil }
            return state.keys.removeValue(forKey: publicKey)
        }
        guard let key else { throw LetterError.key }
        let (content, reply) = try LetterSeal.opened(
            Array(letter.body.dropFirst(Letter.keyBytes)), with: key.key,
            .init(alliance, from: letter.sender, to: member))
        let answer = try taking.take(content, from: letter.sender)
        return try Letter(
            .reply, from: member, to: letter.sender, at: self.now(),
            letter.digest.bytes + reply.sealed(answer), signedBy: signer()
        ).bytes
    }
}

extension LetterDesk.State {
    mutating func forget(before now: UInt64) {
        keys = keys.filter {
            max($0.value.madeAt, now) - min($0.value.madeAt, now) <= Letter.ageMillisecondsMax
        }
    }

    /// - Returns: whether there was one.
    mutating func dropOldest(of member: MemberID) -> Bool {
        let oldest = keys.filter { $0.value.holder == member }.min {
            $0.value.madeAt < $1.value.madeAt
        }
        guard let oldest else { return false }
        keys[oldest.key] = nil
        return true
    }
}
