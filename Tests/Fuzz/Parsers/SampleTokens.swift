import Crypto
import SignIn

/// A provider's keys and tokens that they signed once: signatures with P-256 are random. The RSA key was
/// thrown away; that of P-256 signs claims that are made up.
enum SampleTokens {
    static let now: UInt64 = 1_800_000_000
    static let issuer = "https://login.example"
    static let expected = IDToken.Expectation(
        issuer: issuer, clientID: "touchstone", nonce: "n1", now: now)

    static let signer: P256.Signing.PrivateKey = {
        let scalar = [UInt8](repeating: 7, count: 32)
        guard let key = try? P256.Signing.PrivateKey(rawRepresentation: scalar) else {
            preconditionFailure("seven times 32 is a key")
        }
        return key
    }()

    static let keys: ProviderKeys = {
        guard let keys = try? ProviderKeys(parsing: Array(keySet.utf8)) else {
            preconditionFailure("the sample's own keys are not read")
        }
        return keys
    }()

    /// What the keys signed, as it stands in a token.
    static let signed = Set(
        tokens.map { $0.split(separator: ".").dropLast().joined(separator: ".") })

    static let tokens = [elliptic, rsa, other]

    static let keySet = """
        {"keys":[{"kty":"EC","crv":"P-256","kid":"ec","x":"\(x)","y":"\(y)"},\
        {"kty":"RSA","kid":"rsa","use":"sig","alg":"RS256","n":"\(modulus)","e":"AQAB"}]}
        """

    /// The claims of `elliptic`.
    static let claims = """
        {"iss":"\(issuer)","aud":"touchstone","sub":"s1","nonce":"n1","iat":1800000000,\
        "exp":1800000300,"email":"Anna@Verel.example","email_verified":true}
        """

    private static let x = "HhhTL9R1TALzBB2cdc6zO4P_2BrHzk_ogsyxyYvFiW4"
    private static let y = "pGwxHE4v9A3ZajZT5uRURdMt_khuztdcepDGoYiBwKM"
    private static let modulus = """
        vKcHcQMuzm5ALz0v3xlLotcCm7U67JFCqLjYwCMtf7IL-q5R0S0MPo0t3sFtIxWx71Ai-\
        ZzKH6aBCEobi7Athe49LPWlErbEyi1IHyHQFOeIMn9TqkNhER5NRibwmnjta0CTdf7YTuSWYYUgkVD1SooR-\
        ntaWdqY99obhiRRnx5GlG6pVSlbT3pqsSHr-ojxu-dYjnz5uBYSl6QN3kFYjyPMs9Wu5OM4jc8xar62UPscb\
        Iugfqxe6ZFwDYyXQRQ_5hYtgcw0G5h68YPAxr3E1atVp55IecddBsgyafINHLB-\
        bMvfJExD0bY_Q1Z28njTSRRV4GMuDC45KQpbYyrccw
        """

    static let elliptic = """
        eyJhbGciOiJFUzI1NiIsInR5cCI6IkpXVCIsImtpZCI6ImVjIn0.eyJpc3MiOiJodHRwczovL2xvZ2luLmV4\
        YW1wbGUiLCJhdWQiOiJ0b3VjaHN0b25lIiwic3ViIjoiczEiLCJub25jZSI6Im4xIiwiaWF0IjoxODAwMDAw\
        MDAwLCJleHAiOjE4MDAwMDAzMDAsImVtYWlsIjoiQW5uYUBWZXJlbC5leGFtcGxlIiwiZW1haWxfdmVyaWZp\
        ZWQiOnRydWV9.n9Giouvn9onhXSrPXo_z641U008LQ9JVo1nM7XXjkZ0Fa1pw_Wi5qPpCkIqLuo2HKP_iGfi\
        oG1-ig0QS3hvZLw
        """

    /// For two clients.
    static let rsa = """
        eyJhbGciOiJSUzI1NiIsImtpZCI6InJzYSJ9.eyJpc3MiOiJodHRwczovL2xvZ2luLmV4YW1wbGUiLCJhdWQ\
        iOlsidG91Y2hzdG9uZSIsIm90aGVyIl0sInN1YiI6InMxIiwibm9uY2UiOiJuMSIsImlhdCI6MTgwMDAwMDA\
        wMCwiZXhwIjoxODAwMDAwMzAwLCJlbWFpbCI6IkFubmFAVmVyZWwuZXhhbXBsZSIsImVtYWlsX3ZlcmlmaWV\
        kIjp0cnVlLCJhenAiOiJ0b3VjaHN0b25lIiwibmJmIjoxODAwMDAwMDAwLjV9.a17CkfER7d9zGoMgCIp5zF\
        9ZmHxnuo1sE-npeQHoantfIW9DX2fS0LMy8D3CvYZoVlgtEguFX7-\
        ZcUni_yQm44f_uht53CyjloZ1tw71M_aChcr7Tqs0zwXRMo6zxCEo1L6NNHdf-\
        HFtFR72wdSCV6QpJEOwjAO7-qVBNMU2ArO1hPxIZInM4AntSld3X1jTDy5qFqXRh7a70K8gE4ZL2y5O0oFg-\
        IkrmLwlBMqKN-oMDoKqrEGhdBydEQnTTPXR0CthBfZpVLNiRN_14hFInn1w7ffmOi7AOrJGLB45BeOestSAY\
        XaqnoyizAfbWoFBo6v3sgLL_Hm5T_OpgTtS6w
        """

    /// Names no key, and says nothing that is asked for.
    static let other = """
        eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJ4In0.wcaPUIL5NijFSsfC3xNLFTxjEli_v3BNoTLxVG7hPwCPDCb\
        1XxryASWHAuYF6ZmuxLjJpxwQUSbFiAtvg-deYw
        """
}
