import Testing
import TransparencyLog

@Suite struct Base64Tests {
    @Test(
        "the examples of RFC 4648, Section 10, encode and decode",
        arguments: [
            ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="),
            ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy"),
        ])
    func published(plain: String, encoded: String) {
        #expect(Base64.encode(plain.utf8) == encoded)
        #expect(Base64.decode(encoded) == Array(plain.utf8))
    }

    @Test(
        "what is not the one canonical form is refused",
        arguments: [
            "Z", "Zg", "Zg=", "Zg===", "Zh==", "Zm9=", "Zm9v\n", "Zm9v ", " Zm9v", "Zm-v", "Zm_v",
            "=", "====", "Z===", "Zm=v", "Zg==Zg==", "Zm9vZg==Zm9v", "Zm9\u{e9}",
        ])
    func refused(text: String) {
        #expect(Base64.decode(text) == nil)
    }

    @Test("any bytes come back from base64 and hex")
    func roundTrip() {
        var generator = SeededGenerator(seed: 2)
        for count in 0..<100 {
            let bytes = generator.bytes(count)
            #expect(Base64.decode(Base64.encode(bytes)) == bytes)
            #expect(Hex.decode(Hex.encode(bytes)) == bytes)
        }
    }

    @Test("hex is lower case, in pairs", arguments: ["0", "0G", "AB", "0x", "ab "])
    func hex(text: String) {
        #expect(Hex.decode(text) == nil)
    }
}
