import Replication
import Testing

@Suite struct FrontierAnswerTests {
    @Test("an answer prints what is parsed, signatures and control characters included")
    func roundTrip() throws {
        let answer = FrontierAnswer(
            token: "k2-7-12",
            checkpoints: [
                "a/b/c/e1\n5\nroot\n\n\u{2014} a/b/c/e1 sig==\n", "\"\\\t\u{1}\u{1f}é漢", "",
            ])
        #expect(try FrontierAnswer(parsing: answer.bytes) == answer)
    }

    @Test("an answer without checkpoints is written as the page says")
    func empty() {
        let answer = FrontierAnswer(token: "t", checkpoints: [])
        #expect(
            String(decoding: answer.bytes, as: UTF8.self)
                == #"{"version":1,"token":"t","checkpoints":[]}"#)
    }

    @Test("members in another order, white space and every escape are read")
    func liberal() throws {
        let text = #"""
             { "checkpoints" : [ "\u0041\ud83d\ude00\/\b\f\n\r\t\"\\" , "b" ],
               "token":"x_-9", "version" : 1 }
            """#
        let answer = try FrontierAnswer(parsing: Array(text.utf8))
        #expect(answer.token == "x_-9")
        #expect(answer.checkpoints == ["A😀/\u{8}\u{c}\n\r\t\"\\", "b"])
    }

    @Test(
        "what is not such an object is refused",
        arguments: [
            "", "{", "[]", "null", "{}", #"{"version":1}"#,
            #"{"version":2,"token":"t","checkpoints":[]}"#,
            #"{"version":01,"token":"t","checkpoints":[]}"#,
            #"{"version":1,"token":"","checkpoints":[]}"#,
            #"{"version":1,"token":"a b","checkpoints":[]}"#,
            #"{"version":1,"token":"t","checkpoints":[1]}"#,
            #"{"version":1,"token":"t","checkpoints":["a",]}"#,
            #"{"version":1,"token":"t","checkpoints":[],"more":"x"}"#,
            #"{"version":1,"token":"t","token":"t","checkpoints":[]}"#,
            #"{"version":1,"token":"t","checkpoints":[]}x"#,
            #"{"version":1,"token":"t","checkpoints":["\x"]}"#,
            #"{"version":1,"token":"t","checkpoints":["\ud800"]}"#,
            #"{"version":1,"token":"t","checkpoints":["\ud800\u0041"]}"#,
            #"{"version":1,"token":"t","checkpoints":["\u00g0"]}"#,
            "{\"version\":1,\"token\":\"t\",\"checkpoints\":[\"\n\"]}",
        ])
    func refusals(text: String) {
        #expect(throws: PeerError.self) { try FrontierAnswer(parsing: Array(text.utf8)) }
    }

    @Test("of a member that is refused only the beginning is told, however it is written")
    func longMembers() throws {
        for filler in ["x", "\u{301}", "好"] {
            let name = "e" + String(repeating: filler, count: 10_000)
            let bytes = Array(#"{"version":1,"\#(name)":1}"#.utf8)
            let error = #expect(throws: PeerError.self) { try FrontierAnswer(parsing: bytes) }
            let told = try #require(error).description
            #expect(told.contains("'e") && told.utf8.count < 300)
        }
    }

    @Test("bytes that are not UTF-8 are refused")
    func notUTF8() {
        var bytes = Array(#"{"version":1,"token":"t","checkpoints":["?"]}"#.utf8)
        bytes[bytes.firstIndex(of: UInt8(ascii: "?"))!] = 0xff
        #expect(throws: PeerError.self) { try FrontierAnswer(parsing: bytes) }
    }

    @Test("every prefix of an answer is refused")
    func prefixes() {
        let bytes = FrontierAnswer(token: "t", checkpoints: ["a\n", "b"]).bytes
        for length in 0..<bytes.count {
            #expect(throws: PeerError.self) {
                try FrontierAnswer(parsing: Array(bytes.prefix(length)))
            }
        }
    }
}
