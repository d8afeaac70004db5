import AllianceNames
import Credentials
import Peering
import Replication
import TransparencyLog

/// The smallest request and answer over the peer port's TLS.
enum RoundTrips {
    static func overTLS(
        _ calls: Int, from asker: HomeFolder, to server: HomeFolder
    ) async throws -> Latencies {
        let origin = LogOrigin(
            alliance: BenchAlliance.id, channel: .alliance,
            member: MemberID(unchecked: PeerAlliance.hub), epoch: Epoch(1))
        return try await FileServer.withServer(
            of: server, to: asker, bytes: (entries: 256, payloads: 256)
        ) { client, peer in
            var latencies = Latencies()
            let resource = PeerResource.entries(origin, BundleCoordinate(index: 0))
            _ = try await client.fetch(resource, from: peer, deadline: .seconds(10))
            for _ in 0..<calls {
                _ = try await latencies.time {
                    try await client.fetch(resource, from: peer, deadline: .seconds(10))
                }
            }
            return latencies
        }
    }
}
