package import AllianceNames
package import NodeAPI
import Peering
import ProductAuthentication
package import Replication
package import Roster
package import TransparencyLog

/// Reaches every member: those that take connections directly, with the others' questions handed to a
/// platform's node, signed. What comes back is verified by whoever asked, as it would be if the owner
/// itself had been called.
package struct RoutedAsking: PeerTransport {
    private let member: MemberID
    private let roster: @Sendable () -> VerifiedRoster?
    private let direct: any PeerTransport & RelayTransport
    private let signer: @Sendable () -> NoteSigner
    private let ownRelay: QuestionRelay?
    private let now: @Sendable () -> UInt64

    /// - Parameters:
    ///   - signer: with this member's answer key, as the register names it now.
    ///   - ownRelay: of this process, where owners may fetch questions.
    ///   - now: milliseconds since 1970.
    package init(
        member: MemberID, roster: @escaping @Sendable () -> VerifiedRoster?,
        direct: any PeerTransport & RelayTransport, signer: @escaping @Sendable () -> NoteSigner,
        ownRelay: QuestionRelay? = nil, now: @escaping @Sendable () -> UInt64
    ) {
        self.member = member
        self.roster = roster
        self.direct = direct
        self.signer = signer
        self.ownRelay = ownRelay
        self.now = now
    }

    package func fetch(
        _ resource: PeerResource, from peer: MemberID, deadline: Duration
    ) async throws(PeerError) -> [UInt8] {
        try await direct.fetch(resource, from: peer, deadline: deadline)
    }

    package func fetch(
        _ resource: PeerResource, from peer: MemberID, deadline: Duration, bytesMax: Int
    ) async throws(PeerError) -> [UInt8] {
        try await direct.fetch(
            resource, from: peer, deadline: deadline, bytesMax: bytesMax)
    }

    package func ask(
        _ question: [UInt8], of peer: MemberID, deadline: Duration
    ) async throws(PeerError) -> [UInt8] {
        guard let roster = roster(), MirrorChoice.isOutboundOnly(peer, roster) else {
            return try await direct.ask(question, of: peer, deadline: deadline)
        }
        let signed: RoutedQuestion
        do {
            signed = try RoutedQuestion(signing: question, to: peer, at: now(), by: signer())
        } catch {
            throw .malformed("the question cannot be signed: \(error)")
        }
        return try await route(signed.bytes, to: peer, roster, deadline: deadline)
    }

    /// Hands a signed text to a platform's node, where the member fetches it.
    /// - Parameter isRefusalFinal: whether a platform's node is believed that it repeats the owner's refusal.
    private func route(
        _ text: [UInt8], to peer: MemberID, _ roster: VerifiedRoster, deadline: Duration,
        isRefusalFinal: Bool = true
    ) async throws(PeerError) -> [UInt8] {
        let until = ContinuousClock.now + deadline
        var failure = PeerError.unreachable(
            "it takes no connections, and no platform's node is there to pass a question on")
        if let ownRelay, roster.has(member, role: .platform) {
            do {
                return try await ownRelay.ask(
                    text, of: peer, by: member, deadline: deadline)
            } catch {
                failure = .refused(status: error.status, detail: error.detail)
            }
        }
        for hub in Self.relays(roster, of: member, hasRelay: ownRelay != nil) {
            let left = until - .now
            guard left > .zero else { break }
            do {
                return try await direct.route(
                    text, to: peer, through: hub, deadline: left)
            } catch {
                failure = error
                // The owner's own word is final; the next hub would only repeat it.
                if isRefusalFinal, case .refused(let status, _) = error, status < 500,
                    status != 429
                {
                    throw error
                }
            }
        }
        throw failure
    }

    /// A command of the platform's own asks its running node, as everybody else does.
    private static func relays(
        _ roster: VerifiedRoster, of member: MemberID, hasRelay: Bool
    ) -> [MemberID] {
        let others = MirrorChoice.hubs(roster, but: member)
        let isHub = roster.has(member, role: .platform) && roster.endpoint(of: member) != nil
        return isHub && !hasRelay ? [member] + others : others
    }
}

/// Letters go where questions go. What a node between says of one is nobody's word but its own: only what the
/// recipient has signed, or says itself, is final.
extension RoutedAsking: LetterPassing {
    package func pass(
        _ text: [UInt8], to peer: MemberID, deadline: Duration
    ) async throws -> [UInt8] {
        guard let roster = roster(), MirrorChoice.isOutboundOnly(peer, roster) else {
            return try await direct.ask(text, of: peer, deadline: deadline)
        }
        do throws(PeerError) {
            return try await route(
                text, to: peer, roster, deadline: deadline, isRefusalFinal: false)
        } catch {
            guard case .refused(let status, let detail) = error else { throw error }
            throw PeerError.unreachable(
                "a platform's node says, with status \(status): \(detail)")
        }
    }
}
