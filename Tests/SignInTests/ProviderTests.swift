import SignIn
import Testing

@Suite struct ProviderTests {
    private func settings(_ text: String) throws -> ProviderSettings {
        try ProviderSettings(parsing: Array(text.utf8))
    }

    @Test("sign-in.json is read strictly, and what is wrong is named")
    func strict() throws {
        let good = try settings(
            #"{"issuer":"https://login.example","clientID":"t","match":"verifiedEmail","name":"X"}"#
        )
        #expect(good.issuer == "https://login.example")
        #expect(good.match == .verifiedEmail)
        for (text, named) in [
            ("", "JSON"), ("[]", "object"), (#"{"clientID":"t","match":"subject"}"#, "issuer"),
            (#"{"issuer":"http://l.example","clientID":"t","match":"subject"}"#, "issuer"),
            (#"{"issuer":"https://l.example?a","clientID":"t","match":"subject"}"#, "issuer"),
            (#"{"issuer":"https://a@l.example","clientID":"t","match":"subject"}"#, "issuer"),
            (#"{"issuer":"https://l.example","match":"subject"}"#, "clientID"),
            (#"{"issuer":"https://l.example","clientID":"t"}"#, "match"),
            (#"{"issuer":"https://l.example","clientID":"t","match":"email"}"#, "match"),
            (#"{"issuer":"https://l.example","clientID":1,"match":"subject"}"#, "clientID"),
            (
                #"{"issuer":"https://l.example","clientID":"t","match":"subject","secret":"s"}"#,
                "secret"
            ),
        ] {
            let error = #expect(throws: SignInError.self, "\(text)") { try settings(text) }
            #expect("\(error.map { "\($0)" } ?? "")".contains(named), "\(text)")
        }
    }

    @Test("a provider says where it does what, for its own name only")
    func metadata() throws {
        func read(_ text: String) throws -> ProviderMetadata {
            try ProviderMetadata(parsing: Array(text.utf8), of: "https://l.example")
        }
        let endpoints =
            #""authorization_endpoint":"https://l.example/a","token_endpoint":"https://l.example/t","jwks_uri":"https://l.example/k""#
        #expect(try read(#"{"issuer":"https://l.example",\#(endpoints)}"#).takesBasic)
        #expect(
            try !read(
                #"{"issuer":"https://l.example",\#(endpoints),"token_endpoint_auth_methods_supported":["client_secret_post"]}"#
            ).takesBasic)
        for bad in [
            "{\(endpoints)}", #"{"issuer":"https://l.example/",\#(endpoints)}"#,
            #"{"issuer":"https://l.example"}"#,
            #"{"issuer":"https://l.example",\#(endpoints.replacing("https://l.example/t", with: "http://l.example/t"))}"#,
        ] {
            #expect(throws: SignInError.self, "\(bad)") { try read(bad) }
        }
        #expect(
            ProviderMetadata.address(of: "https://l.example/")
                == "https://l.example/.well-known/openid-configuration")
    }

    @Test("the challenge is that of RFC 7636, appendix B")
    func challenge() {
        #expect(
            BegunSignIn.challenge(of: "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk")
                == "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM")
    }

    @Test(
        "an answer counts once, in the browser that was sent, with the state that was sent, in time"
    )
    func begun() {
        var held = BegunSignIns()
        func take(_ browser: Secret, _ state: Secret, _ time: UInt64) -> BegunSignIn? {
            held.take(of: browser, state: state.text, at: time)
        }
        let (browser, begun) = (Secret.random(), BegunSignIn(next: "/a", at: 1_000))
        let late = 1_000 + BegunSignIn.millisecondsMax
        held.add(begun, for: browser)
        #expect(take(.random(), begun.state, 1_001) == nil)
        #expect(take(browser, begun.state, 1_001) == begun)
        #expect(take(browser, begun.state, 1_001) == nil)
        held.add(begun, for: browser)
        #expect(take(browser, .random(), 1_001) == nil)
        // A wrong state ends it: whoever tries has one try.
        #expect(take(browser, begun.state, 1_001) == nil)
        held.add(begun, for: browser)
        #expect(take(browser, begun.state, late) == nil)
        #expect(Set([begun.state, begun.nonce, begun.verifier]).count == 3)
    }

    @Test("sign-ins under way are bounded, and the oldest go")
    func bounded() {
        var held = BegunSignIns()
        let first = (Secret.random(), BegunSignIn(next: nil, at: 0))
        held.add(first.1, for: first.0)
        for time in 1...UInt64(BegunSignIns.countMax) {
            held.add(BegunSignIn(next: nil, at: time), for: .random())
        }
        #expect(held.count == BegunSignIns.countMax)
        let oldest = held.take(of: first.0, state: first.1.state.text, at: 1)
        #expect(oldest == nil)
    }
}
