import AllianceNames
import AllianceNode
import AuditTrail
import Credentials
import Crypto
import Foundation
import JSON
import NIOHTTP1
import NodeAPI
import Notices
import SQLiteStore
import SignIn
import Statements
import Testing
import TransparencyLog

/// Webhooks to a real server over TLS, and mail through a real program.
@Suite(.timeLimit(.minutes(30))) struct NoticeDeliveryTests {
    /// Again at once, so that nobody waits; five days are as long as ever.
    private static let soon = RetrySchedule(delays: [1], failingMillisecondsMax: 5 * 86_400_000)

    private func eventually(
        _ pulse: Pulse, _ look: () async throws -> Bool
    ) async throws {
        while try await !look() {
            pulse.fire()
            try await Task.sleep(for: .milliseconds(50))
        }
    }

    private func services(_ receiver: HTTPSReceiver, retries: RetrySchedule = soon) throws
        -> NoticeServices
    {
        NoticeServices(
            webhookHosts: try #require(AllowedHosts(parsing: "127.0.0.1:\(receiver.port)")),
            retries: retries)
    }

    private func trust(_ receiver: HTTPSReceiver, in world: NoticeWorld) throws {
        try DurableFile.write(
            receiver.certificatePEM, to: world.alliance.home("own").certs.webhookCA, mode: .open)
    }

    @Test(
        "a webhook that is not taken comes again, also after a stop, signed, under one name, until it is"
    )
    func webhook() async throws {
        let world = try await NoticeWorld()
        let receiver = try await HTTPSReceiver(answers: [.internalServerError, .found, .ok])
        try trust(receiver, in: world)
        let url = "https://127.0.0.1:\(receiver.port)/hook?a=b"
        // Of what fails once nothing more is tried before the node stops.
        let patient = RetrySchedule(delays: [3_600_000], failingMillisecondsMax: 5 * 86_400_000)
        var secret: WebhookSecret?
        try await world.run(services(receiver, retries: patient)) { running in
            let program = try await running.addProgram("siem")
            let hook = try await running.desk.addWebhook(
                of: program, at: url, keepsQuietHours: false)
            secret = hook.secret
            try await running.follow(program, "shop.example", webhook: hook.id)
            try await running.report("shop.example", .red)
            try await running.report("shop.example", .amber, note: "not in any message")
            try await NoticeWorld.keeping(running) { pulse in
                try await eventually(pulse) {
                    try await running.desk.account(of: program).webhooks[0].failingSince != nil
                }
            }
            #expect(receiver.received.count == 1)
            let raised = try #require(try Self.told("delivered", "inbox", running))
            #expect(try raised >= 1 && Self.told("waiting", "inbox", running) == raised)
            #expect(try Self.told("waiting", "webhook", running) == 1)
            #expect(try Self.told("delivered", "webhook", running) == 0)
            #expect(try Self.told("failures", "webhook", running) == 1)
            #expect(try Self.told("retries", "webhook", running) == 0)
        }
        try await world.run(services(receiver)) { running in
            let program = Subscriber.program(try TokenName(parsing: "siem"))
            // As if the hour had passed.
            try await running.desk.turnOn(1, of: program)
            try await NoticeWorld.keeping(running) { pulse in
                try await eventually(pulse) {
                    // A redirection is not followed, and counts as a failure.
                    receiver.received.count >= 3
                }
                try await eventually(pulse) {
                    try await running.desk.account(of: program).webhooks[0].failingSince == nil
                }
            }
            #expect(try Self.told("waiting", "webhook", running) == 0)
            #expect(try Self.told("delivered", "webhook", running) == 1)
            // One was turned on anew; the redirection failed, and the next attempt was another.
            #expect(try Self.told("failures", "webhook", running) == 1)
            #expect(try Self.told("retries", "webhook", running) == 1)
        }
        let received = receiver.received
        #expect(received.count == 3)
        #expect(received.allSatisfy { $0.method == .POST && $0.path == "/hook?a=b" })
        #expect(Set(received.map { $0.headers["webhook-id"] }).count == 1)
        for message in received { try check(message, secret) }
        let root = try JSONValue(parsing: received[2].body)
        guard case .object(let members) = root, case .object(let data)? = members["data"],
            case .object(let about)? = data["about"]
        else { throw ExpectationFailed() }
        #expect(members["type"] == .string("statement.report"))
        #expect(about["tlp"] == .string("amber"))
        let text = String(decoding: received[2].body, as: UTF8.self)
        #expect(text.contains("shop.example") && !text.contains("not in any message"))
        try await receiver.close()
    }

    /// What the node's metrics say of a way of notices.
    private static func told(
        _ what: String, _ way: String, _ running: NoticeWorld.Running
    ) throws -> Double? {
        let isCount = ["failures", "retries"].contains(what)
        let name =
            "touchstone_\(isCount ? "notice" : "notices")_\(what)\(what == "waiting" ? "" : "_total")"
        return NodeMetrics(running.node, notices: running.desk).families()
            .first { $0.name == name }?.samples
            .first { $0.labels.map(\.value) == [way] }?.value
    }

    private struct ExpectationFailed: Error {}

    /// By the rule of Standard Webhooks, worked out apart from the program.
    private func check(_ message: HTTPSReceiver.Received, _ secret: WebhookSecret?) throws {
        func header(_ name: String) throws -> String {
            try #require(message.headers.first(name: name))
        }
        let text = try #require(secret).text
        let key = try #require(Data(base64Encoded: String(text.dropFirst("whsec_".count))))
        let (id, time) = (try header("webhook-id"), try header("webhook-timestamp"))
        let seconds = try #require(UInt64(time))
        #expect(seconds + 3_600 > WallClock.system.now() / 1_000)
        let signed = Data("\(id).\(time).".utf8) + Data(message.body)
        let code = HMAC<SHA256>.authenticationCode(for: signed, using: SymmetricKey(data: key))
        #expect(try header("webhook-signature") == "v1,\(Data(code).base64EncodedString())")
        #expect(try header("content-type") == "application/json")
    }

    @Test("a receiver whose answer never ends has taken the message, and holds up nothing")
    func endless() async throws {
        let world = try await NoticeWorld()
        let receiver = try await HTTPSReceiver(answers: [.ok, .ok], isEndless: true)
        try trust(receiver, in: world)
        try await world.run(services(receiver)) { running in
            let anna = try await running.add("anna", .investigator)
            let hook = try await running.desk.addWebhook(
                of: anna, at: "https://127.0.0.1:\(receiver.port)/", keepsQuietHours: false)
            try await running.follow(anna, "shop.example", webhook: hook.id)
            try await running.report("shop.example")
            try await running.report("shop.example")
            try await NoticeWorld.keeping(running) { pulse in
                try await eventually(pulse) { receiver.received.count >= 2 }
            }
            #expect(try await running.desk.account(of: anna).webhooks[0].failingSince == nil)
        }
        #expect(Set(receiver.received.map { $0.headers["webhook-id"] }).count == 2)
        try await receiver.close()
    }

    @Test("a webhook that says it is gone is turned off, and its subscriber told; nothing is lost")
    func gone() async throws {
        let world = try await NoticeWorld()
        let receiver = try await HTTPSReceiver(answers: [.gone])
        try trust(receiver, in: world)
        try await world.run(services(receiver)) { running in
            let anna = try await running.add("anna", .investigator)
            let hook = try await running.desk.addWebhook(
                of: anna, at: "https://127.0.0.1:\(receiver.port)/", keepsQuietHours: false)
            try await running.follow(anna, "shop.example", webhook: hook.id)
            try await running.report("shop.example")
            try await NoticeWorld.keeping(running) { pulse in
                try await eventually(pulse) {
                    try await running.desk.account(of: anna).webhooks[0].offSince != nil
                }
                let told = try await running.told(anna, as: .person(roles: [.investigator]))
                #expect(told.first == .webhookOff(address: hook.address.description))
                try await running.desk.turnOn(hook.id, of: anna)
                try await eventually(pulse) { receiver.received.count == 2 }
            }
            // No other host, however it is asked for.
            for url in [
                "https://127.0.0.1/", "https://localhost:\(receiver.port)/",
                "http://127.0.0.1:\(receiver.port)/", "https://169.254.169.254/",
            ] {
                await #expect(throws: NoticeError.self, "\(url)") {
                    try await running.desk.addWebhook(of: anna, at: url, keepsQuietHours: false)
                }
            }
        }
        try await receiver.close()
    }

    @Test("a webhook with a certificate that is not trusted is sent nothing")
    func untrusted() async throws {
        let world = try await NoticeWorld()
        let (receiver, other) = (
            try await HTTPSReceiver(answers: []), try await HTTPSReceiver(answers: [])
        )
        try trust(other, in: world)
        try await world.run(services(receiver)) { running in
            let anna = try await running.add("anna", .investigator)
            let hook = try await running.desk.addWebhook(
                of: anna, at: "https://127.0.0.1:\(receiver.port)/", keepsQuietHours: false)
            try await running.follow(anna, "shop.example", webhook: hook.id)
            try await running.report("shop.example")
            try await NoticeWorld.keeping(running) { pulse in
                try await eventually(pulse) {
                    try await running.desk.account(of: anna).webhooks[0].failingSince != nil
                }
            }
        }
        #expect(receiver.received.isEmpty)
        try await receiver.close()
        try await other.close()
    }

    // MARK: Mail

    /// A program that keeps what it is given, and refuses the first so many.
    private func program(in folder: URL, refusing count: Int = 0) throws -> String {
        let path = folder.appending(path: "sendmail-\(UUID().uuidString)").path()
        let script = """
            #!/bin/sh
            n=$(cat "\(path).count" 2>/dev/null || echo 0)
            n=$((n + 1))
            echo $n > "\(path).count"
            if [ $n -le \(count) ]; then cat > /dev/null; exit 75; fi
            { echo "$@"; cat; } > "\(path).$n.part"
            mv "\(path).$n.part" "\(path).$n"
            """
        try Data(script.utf8).write(to: URL(filePath: path))
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
        return path
    }

    @Test(
        "mail has what may leave the desk, in the reader's language, once, to the address on the list"
    )
    func mail() async throws {
        let world = try await NoticeWorld()
        let path = try program(in: world.alliance.folder)
        let from = try #require(MailAddress("desk@own.example"))
        let services = NoticeServices(mail: .init(program: path, from: from))
        try await world.run(services) { running in
            let anna = try await running.add("anna", .investigator, email: "anna@own.example")
            let zone = "Europe/Berlin"
            try await running.desk.set(
                DeliverySettings(pace: .immediately, zone: zone, language: "zh"), of: anna)
            await #expect(throws: NoticeError.timeZone("Mars/Olympus")) {
                try await running.desk.set(
                    DeliverySettings(pace: .daily, zone: "Mars/Olympus"), of: anna)
            }
            try await running.follow(anna, "shop.example", byMail: true)
            try await running.follow(anna, "secret.example", byMail: true)
            try await running.report("secret.example", .red)
            try await running.report("shop.example", .amber)
            try await NoticeWorld.keeping(running) { pulse in
                // It is out, and that it is stands in the file: what stops before is sent once more.
                let store = try SQLiteNoticeStore(path: running.node.home.noticeDatabase)
                try await eventually(pulse) {
                    try FileManager.default.fileExists(atPath: path + ".1")
                        && store.waitingForMail().isEmpty
                }
                try store.close()
            }
            #expect(try Self.told("delivered", "mail", running) == 2)
            #expect(try Self.told("waiting", "mail", running) == 0)
            // What was sent is not sent again.
            try await NoticeWorld.keeping(running) { pulse in
                pulse.fire()
                try await Task.sleep(for: .milliseconds(200))
            }
            #expect(!FileManager.default.fileExists(atPath: path + ".2"))
        }
        let text = try String(contentsOfFile: path + ".1", encoding: .utf8)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines[0] == "-i -t")
        #expect(lines[1] == "From: desk@own.example" && lines[2] == "To: anna@own.example")
        let body = try #require(text.firstRange(of: "\n\n")).upperBound
        let encoded = String(text[body...]).replacing("\n", with: "")
        let said = String(decoding: try #require(Data(base64Encoded: encoded)), as: UTF8.self)
        #expect(said.contains("shop.example") && !said.contains("secret.example"))
        #expect(said.contains("仅在工作台显示: 1"))
        #expect(said.contains("https://desk.example/console/notices"))
    }

    @Test("a program that fails is tried again later, and that one gets what waited")
    func refusing() async throws {
        let world = try await NoticeWorld()
        let path = try program(in: world.alliance.folder, refusing: 1)
        let from = try #require(MailAddress("desk@own.example"))
        let services = NoticeServices(mail: .init(program: path, from: from))
        try await world.run(services) { running in
            let anna = try await running.add("anna", .investigator, email: "anna@own.example")
            try await running.desk.set(DeliverySettings(pace: .immediately), of: anna)
            try await running.follow(anna, "shop.example", byMail: true)
            try await running.report("shop.example")
            try await NoticeWorld.keeping(running) { pulse in
                try await eventually(pulse) {
                    // Told once the program has ended.
                    try Self.told("failures", "mail", running) == 1
                }
            }
            #expect(FileManager.default.fileExists(atPath: path + ".count"))
            #expect(try Self.told("waiting", "mail", running) == 1)
            #expect(try Self.told("delivered", "mail", running) == 0)
        }
        // Started again, it does not wait.
        try await world.run(services) { running in
            try await NoticeWorld.keeping(running) { pulse in
                try await eventually(pulse) {
                    FileManager.default.fileExists(atPath: path + ".2")
                }
            }
        }
    }
}
