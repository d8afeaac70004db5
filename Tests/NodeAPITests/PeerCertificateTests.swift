import AllianceNames
import Credentials
import Foundation
import NodeAPI
import Peering
import Replication
import Roster
import Synchronization
import TestAlliance
import Testing

/// `POST /certificate`: who is asked by whom; what is certified is the issuer's part.
@Suite(.timeLimit(.minutes(30))) struct PeerCertificateTests {
    private static let hub = MemberID(unchecked: "hub")

    /// Answers with who asked and what.
    final class Issuer: CertificateIssuing {
        let gate = Mutex<(@Sendable () -> Void)?>(nil)

        func certify(
            _ request: [UInt8], of asker: PeerIdentity
        ) async throws(PeerProblem) -> [UInt8] {
            gate.withLock { $0 }?()
            guard request != Array("bad".utf8) else {
                throw PeerProblem(status: 422, keyword: "certificate-request", detail: "No.")
            }
            return Array("\(asker.member) until \(asker.notAfter): ".utf8) + request
        }
    }

    private func post(
        _ body: String, _ connection: RawConnection
    ) async throws -> RawConnection.Answer {
        try await connection.send(
            "POST /certificate HTTP/1.1\r\nHost: hub\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)"
        )
        return try #require(await connection.answer())
    }

    @Test("the issuer learns who asks from the connection, and its answer is not kept")
    func asked() async throws {
        try await LivePort.with(certificates: Issuer()) { live in
            let brand = try await live.connect("brand")
            let answer = try await post("request", brand)
            #expect(answer.status == 200)
            #expect(answer.text == "brand until \(live.alliance.leaf(of: "brand").end): request")
            #expect(answer.headers["cache-control"] == "no-store")
            #expect(answer.headers["content-type"] == "application/pem-certificate-chain")
            let refused = try await post("bad", brand)
            #expect(refused.status == 422 && refused.text.contains("certificate-request"))
            #expect(try await brand.get("/certificate").status == 405)
            let client = try live.client("brand")
            let bytes = try await client.certify(
                Array("request".utf8), by: Self.hub, deadline: .seconds(1_200))
            #expect(String(decoding: bytes, as: UTF8.self).hasPrefix("brand until "))
        }
    }

    @Test("a node without the CA key says that it does not issue")
    func notOffered() async throws {
        try await LivePort.with { live in
            let brand = try await live.connect("brand")
            let answer = try await post("request", brand)
            #expect(answer.status == 404 && answer.text.contains("not-offered"))
            await #expect {
                _ = try await live.client("brand").certify(
                    [1], by: Self.hub, deadline: .seconds(1_200))
            } throws: { ($0 as? PeerError)?.keyword == "peer-refused" }
        }
    }

    @Test("strangers, and with an expired roster everybody, are refused before the issuer is asked")
    func refusedBefore() async throws {
        let issuer = Issuer()
        issuer.gate.withLock { $0 = { Issue.record("the issuer was asked") } }
        try await LivePort.with(certificates: issuer) { live in
            let key = try live.alliance.ca.leaf(for: "brand")
            let unknown = try await live.connect("brand", as: live.alliance.material(key))
            #expect(try await post("request", unknown).status == 403)
            live.authority.setExpired(true)
            let brand = try await live.connect("brand")
            #expect(try await post("request", brand).status == 503)
        }
    }

    @Test("a certificate that was made while its member was removed is not given")
    func removedMeanwhile() async throws {
        let issuer = Issuer()
        try await LivePort.with(certificates: issuer) { live in
            let (alliance, authority) = (live.alliance, live.authority)
            issuer.gate.withLock {
                $0 = {
                    try? alliance.changeMember("brand") { $0.hasLeft = true }
                    authority.accept(alliance.roster)
                }
            }
            let brand = try await live.connect("brand")
            #expect(try await post("request", brand).status == 403)
        }
    }
}
