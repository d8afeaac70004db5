import TransparencyLog

/// An alliance's CA, a member's certificate and the request for it, as `touchstone alliance init`,
/// `member init` and `alliance admit` made them once: certificates are signed with a random number. The
/// keys were thrown away.
enum SampleCertificates {
    static let anchorDER = der(anchor)
    static let leafDER = der(leaf)

    /// What the CA signed of the leaf: behind the outer head of four bytes, a head of four and as much as
    /// that says.
    static let signedPart = Array(
        leafDER.dropFirst(4).prefix(4 + (Int(leafDER[6]) << 8 | Int(leafDER[7]))))

    private static func der(_ pem: String) -> [UInt8] {
        let lines = pem.split(separator: "\n").dropFirst().dropLast()
        return Base64.decode(lines.joined()) ?? []
    }

    static let anchor = """
        -----BEGIN CERTIFICATE-----
        MIIBpTCCAUugAwIBAgIUT6qJvcByBJYZexSA6tOqMRbopBswCgYIKoZIzj0EAwIw
        LzEXMBUGA1UECgwOc2FtcGxlLmV4YW1wbGUxFDASBgNVBAMMC0FsbGlhbmNlIENB
        MB4XDTI2MTEyNjAxMTAzNVoXDTM2MTEyNTAyMTAzNVowLzEXMBUGA1UECgwOc2Ft
        cGxlLmV4YW1wbGUxFDASBgNVBAMMC0FsbGlhbmNlIENBMFkwEwYHKoZIzj0CAQYI
        KoZIzj0DAQcDQgAE80rhr5jwtzUMlMGje81cWWxFzeUTNbHcxBM3537GQh12p2MV
        Gc3AxxHYU44kCvixmVBwbQmZQNbOnElUcqSOA6NFMEMwEgYDVR0TAQH/BAgwBgEB
        /wIBADAOBgNVHQ8BAf8EBAMCAQYwHQYDVR0OBBYEFEFtv6DQGxjgrYOGS1FXFYvP
        QIizMAoGCCqGSM49BAMCA0gAMEUCIQCskRRlobAzEhsThbO26i4GDhIgM2Cdg3gd
        awcKkCYqmAIgTWm58er/8zwBrDg0EkfdVFHcsj+QsuDjAmVmHriTXOE=
        -----END CERTIFICATE-----

        """

    static let leaf = """
        -----BEGIN CERTIFICATE-----
        MIICDjCCAbSgAwIBAgIUJzTsbeJUCnNMiMv3bDdG2VDD6m4wCgYIKoZIzj0EAwIw
        LzEXMBUGA1UECgwOc2FtcGxlLmV4YW1wbGUxFDASBgNVBAMMC0FsbGlhbmNlIENB
        MB4XDTI2MTEyNjAxMTAzNloXDTI3MTIyODAyMTAzNlowKjEXMBUGA1UECgwOc2Ft
        cGxlLmV4YW1wbGUxDzANBgNVBAMMBm1haXNvbjBZMBMGByqGSM49AgEGCCqGSM49
        AwEHA0IABB6MQlvBvTEoBAzqPAS5v8E9uKNl/LJW30vxm0WP0vmgWGZ6862ujtFK
        AxpNl6w7HckoQRRh+QHRNBaIzpPhcm+jgbIwga8wDAYDVR0TAQH/BAIwADAOBgNV
        HQ8BAf8EBAMCB4AwHQYDVR0lBBYwFAYIKwYBBQUHAwEGCCsGAQUFBwMCMDAGA1Ud
        EQQpMCeGJXNwaWZmZTovL3NhbXBsZS5leGFtcGxlL21lbWJlci9tYWlzb24wHQYD
        VR0OBBYEFDVC4UVWUanp2e+Yo7t8B6pGHZXaMB8GA1UdIwQYMBaAFEFtv6DQGxjg
        rYOGS1FXFYvPQIizMAoGCCqGSM49BAMCA0gAMEUCIQD2nDlRH8TouTsbn/dsYbrZ
        V6pcoyI31+NaaxLMcjn9vwIgHt+0xKlaQtgParYx7PrF+H/BSBxfoE7QGrwuEeP2
        WJI=
        -----END CERTIFICATE-----

        """

    static let request = """
        -----BEGIN CERTIFICATE REQUEST-----
        MIIBKDCBzwIBADAqMRcwFQYDVQQKDA5zYW1wbGUuZXhhbXBsZTEPMA0GA1UEAwwG
        bWFpc29uMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEHoxCW8G9MSgEDOo8BLm/
        wT24o2X8slbfS/GbRY/S+aBYZnrzra6O0UoDGk2XrDsdyShBFGH5AdE0FojOk+Fy
        b6BDMEEGCSqGSIb3DQEJDjE0MDIwMAYDVR0RBCkwJ4Ylc3BpZmZlOi8vc2FtcGxl
        LmV4YW1wbGUvbWVtYmVyL21haXNvbjAKBggqhkjOPQQDAgNIADBFAiAVxcbFKdFA
        oJQKZQNdbmN3O/2AG7NxWcOMZeVrDXfVRAIhALAEg9+HkFise+BR4xZ39dQfvMsu
        SS0XSO6M8qJdmf9n
        -----END CERTIFICATE REQUEST-----

        """
}
