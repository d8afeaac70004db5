import SignIn
import Testing

@Suite struct SecretTests {
    @Test("base64url has one form for each value (RFC 4648, section 10, without padding)")
    func base64url() {
        for (plain, coded) in [
            ("", ""), ("f", "Zg"), ("fo", "Zm8"), ("foo", "Zm9v"), ("foob", "Zm9vYg"),
            ("fooba", "Zm9vYmE"), ("foobar", "Zm9vYmFy"),
        ] {
            #expect(Base64URL.encode(Array(plain.utf8)) == coded)
            #expect(Base64URL.decode(coded) == Array(plain.utf8))
        }
        #expect(Base64URL.encode([0xfb, 0xff]) == "-_8")
        // Padding, the other alphabet, a lone character, unused bits, white space.
        for bad in ["Zg==", "+/8", "Z", "Zh", "Zm9", "Zm 9v", "Zm9v\n", "é"] {
            #expect(Base64URL.decode(bad) == nil, "\(bad)")
        }
    }

    @Test("a secret is read as it was printed, and as nothing else")
    func secret() throws {
        let secret = Secret.random()
        #expect(secret.text.utf8.count == Secret.characterCount)
        #expect(Secret(secret.text) == secret)
        for bad in ["", secret.text + "A", String(secret.text.dropLast()), secret.text + "="] {
            #expect(Secret(bad) == nil)
        }
        #expect(Secret.random() != secret)
        #expect("\(secret)" == "<secret>")
        #expect(!String(reflecting: secret).contains(secret.text))
        var dumped = ""
        dump(secret, to: &dumped)
        #expect(!dumped.contains("\(secret.bytes[0])"), "\(dumped)")
    }

    @Test("what is kept of a secret for one use is of no use for another")
    func hashes() {
        let secret = Secret.random()
        let hashes = [Secret.Use.session, .token, .link, .begun].map { secret.hash(for: $0) }
        #expect(Set(hashes).count == 4)
        #expect(secret.formToken.matches(secret.formToken.text))
        for other in ["", "x", Secret.random().formToken.text, secret.text] {
            #expect(!secret.formToken.matches(other))
        }
    }

    @Test("a token has a prefix by which it is found where it was left lying about")
    func token() {
        let secret = Secret.random()
        let text = AccessToken.text(of: secret)
        #expect(text.hasPrefix("touchstone_"))
        #expect(AccessToken.secret(in: text) == secret)
        #expect(AccessToken.secret(in: secret.text) == nil)
        #expect(AccessToken.secret(in: "Touchstone_" + secret.text) == nil)
    }

    @Test("a session ends when it idles, and at the end of its time however busy it is")
    func session() throws {
        var session = Session(
            hash: Secret.random().hash(for: .session), person: PersonID(unchecked: "anna"),
            method: .link, begunAt: 1_000, seenAt: 1_000)
        #expect(!session.isOver(at: 1_000))
        #expect(!session.isOver(at: 1_000 + Session.idleMilliseconds - 1))
        #expect(session.isOver(at: 1_000 + Session.idleMilliseconds))
        session.seenAt = 1_000 + Session.lifetimeMilliseconds - 1
        #expect(!session.isOver(at: session.seenAt))
        #expect(session.isOver(at: session.seenAt + 1))
    }
}
