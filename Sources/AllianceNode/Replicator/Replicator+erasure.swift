import AllianceNames
import Logging
import Replication
import Roster
import TransparencyLog

// Erasure certificates, as peers show them among their evidence.
extension Replicator {
    /// False where one does not hold; the peer is blamed for it.
    /// - Parameter full: what is known of where there is no room for more proposals, from what the peer has shown
    ///   before.
    nonisolated func takes(
        erasure text: String, from peer: MemberID, full: inout CrowdedProposals
    ) async -> Bool {
        do {
            let signed = try SignedErasure(parsing: text)
            let origin = signed.certificate.origin
            // Nothing is kept of channels that this member has never read. Of logs that the newest roster
            // here does not know nothing can be said until a newer one has come, when evidence is looked
            // at anew.
            guard let roster = register.newest,
                roster.channels(everReadBy: member).contains(origin.channel),
                roster.logKey(for: origin) != nil
            else { return true }
            let erasures = ErasureRegister(logs: store, roster: { [register] in register.newest })
            // A peer that tells the same again and again, or proposes without end, keeps nobody's entries from being
            // written.
            let known = full
            let (hasNews, found) = try await reading.run {
                var full = known
                return (try erasures.hasNews(in: signed, full: &full), full)
            }
            full = found
            // The record changes, which its watch notices.
            if hasNews { _ = try await writing.run { try erasures.accept(signed) } }
            return true
        } catch ErasureError.unsigned, ErasureError.tooManyProposals {
            // Signed by keys of a roster to come, or more than is kept: no fault of the peer.
            return true
        } catch let error as ErasureError {
            await refused(peer, .refused(.evidence(detail: "\(error)")))
            return false
        } catch {
            logger.error("An erasure cannot be stored", metadata: ["error": "\(error)"])
            return false
        }
    }

    /// Lets followers pass where a certificate erases what peers do not show.
    func takeErasures() async {
        do {
            let newest = try await reading.run { [store] in try store.erasedEntries() }
            for origin in newest.keys.sorted() where newest[origin] != erased[origin] {
                erased[origin] = newest[origin]
                handle(.erased(newest[origin] ?? .none), of: origin)
            }
        } catch {
            logger.error("Erasures cannot be read", metadata: ["error": "\(error)"])
        }
    }
}
