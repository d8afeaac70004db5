import AllianceNames
import Replication
import TransparencyLog

/// Fetches one bundle from one peer and checks it, away from the replicator's executor.
struct BundleFetch: Sendable {
    /// For a request of one body.
    static let deadline = Duration.seconds(60)

    let transport: any PeerTransport
    let check: BundleCheck
    let peer: MemberID
    let bytesMax: Int

    func run() async -> Result<CheckedBundle, FetchFailure> {
        // An entry of a committed kind has 42 bytes, its payload mostly a few times that.
        let (entries, payloads) = (check.entries, check.payloads)
        let isWhole = bytesMax >= entries.bodyBytesMax + payloads.bodyBytesMax
        async let first = fetch(entries, bytesMax: isWhole ? entries.bodyBytesMax : bytesMax / 4)
        async let second = fetch(
            payloads, bytesMax: isWhole ? payloads.bodyBytesMax : bytesMax - bytesMax / 4)
        switch (await first, await second) {
        case (.success(let entries), .success(let payloads)):
            do throws(ReplicationError) {
                return .success(try check.run(entries: entries, payloads: payloads))
            } catch {
                return .failure(.refused(error))
            }
        case (.failure(let error), _), (_, .failure(let error)):
            return .failure(.noAnswer(error))
        }
    }

    private func fetch(
        _ resource: PeerResource, bytesMax: Int
    ) async -> Result<[UInt8], PeerError> {
        do throws(PeerError) {
            return .success(
                try await transport.fetch(
                    resource, from: peer, deadline: Self.deadline, bytesMax: bytesMax))
        } catch {
            return .failure(error)
        }
    }
}
