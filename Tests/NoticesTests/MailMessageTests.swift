import Notices
import Testing
import TransparencyLog

@Suite struct MailMessageTests {
    private func message(subject: String, body: String = "x") throws -> String {
        let message = MailMessage(
            from: try #require(MailAddress("desk@brand.example")),
            to: try #require(MailAddress("anna@brand.example")), subject: subject, body: body,
            date: 1_795_725_000_000, id: "notices-1-2", language: "en")
        return String(decoding: message.bytes, as: UTF8.self)
    }

    @Test("a message has the headers that a mail system needs, and its text whole")
    func form() throws {
        let body = "New:\nÄ 新的 " + String(repeating: "long ", count: 100) + "\n.\nend\n"
        let text = try message(subject: "Touchstone: new notices (2)", body: body)
        let parts = text.split(separator: "\n\n", maxSplits: 1).map(String.init)
        #expect(
            parts[0] == """
                From: desk@brand.example
                To: anna@brand.example
                Subject: Touchstone: new notices (2)
                Date: Thu, 26 Nov 2026 20:30:00 +0000
                Message-ID: <notices-1-2@brand.example>
                MIME-Version: 1.0
                Content-Type: text/plain; charset=utf-8
                Content-Transfer-Encoding: base64
                Content-Language: en
                Auto-Submitted: auto-generated
                """)
        let lines = parts[1].split(separator: "\n")
        #expect(lines.allSatisfy { $0.count <= 76 })
        let decoded = try #require(Base64.decode(lines.joined()))
        #expect(
            String(decoding: decoded, as: UTF8.self).replacing("\r\n", with: "\n") == body)
    }

    @Test("no text begins another header, or another part of the message")
    func injection() throws {
        for subject in [
            "a\r\nBcc: eve@evil.example", "a\nBcc: eve@evil.example", "新的\n\nbody", "a\u{0}b",
            "=?utf-8?Q?x?=",
        ] {
            let head = try message(subject: subject).split(separator: "\n\n")[0]
            #expect(!head.contains("\nBcc"))
            #expect(head.split(separator: "\n").filter { !$0.hasPrefix(" ") }.count == 10)
            #expect(head.split(separator: "\n").allSatisfy { $0.utf8.count <= 78 })
        }
        for address in [
            "a@b\nBcc: c@d", "a b@c", "a@b@c", "@b", "a@", "-f@b.example", "a@-b", "\"a\"@b",
            "a,b@c",
            "<a@b>", "ä@b", String(repeating: "a", count: 254) + "@b",
        ] { #expect(MailAddress(address) == nil, "\(address)") }
    }

    @Test(
        "a long subject in any script is cut and comes in words that may be folded, in lines of at most 76"
    )
    func subject() throws {
        let text = String(repeating: "新通知", count: 200)
        let head = try message(subject: text).split(separator: "\n\n")[0]
        #expect(head.split(separator: "\n").allSatisfy { $0.utf8.count <= 76 })
        let from = try #require(head.firstRange(of: "Subject: ")).upperBound
        let to = try #require(head.firstRange(of: "\nDate:")).lowerBound
        var decoded = ""
        for word in head[from..<to].split(separator: "\n ") {
            #expect(word.hasPrefix("=?utf-8?B?") && word.hasSuffix("?=") && word.count <= 75)
            let bytes = try #require(Base64.decode(word.dropFirst(10).dropLast(2)))
            decoded += try #require(String(validating: bytes, as: UTF8.self))
        }
        #expect(text.hasPrefix(decoded.dropLast()))
        #expect(decoded.utf8.count <= MailMessage.subjectBytesMax)
    }

    @Test(
        "days of leap years and centuries are right",
        arguments: [
            (UInt64(0), "Thu, 01 Jan 1970 00:00:00 +0000"),
            (951_782_400_000, "Tue, 29 Feb 2000 00:00:00 +0000"),
            (1_709_251_199_000, "Thu, 29 Feb 2024 23:59:59 +0000"),
            (4_107_542_400_000, "Mon, 01 Mar 2100 00:00:00 +0000"),
            (1_798_675_200_000, "Thu, 31 Dec 2026 00:00:00 +0000"),
        ])
    func dates(_ time: UInt64, _ expected: String) throws {
        let message = MailMessage(
            from: try #require(MailAddress("a@b")), to: try #require(MailAddress("c@d")),
            subject: "", body: "", date: time, id: "x", language: "en")
        #expect(String(decoding: message.bytes, as: UTF8.self).contains("\nDate: \(expected)\n"))
    }
}
