'use strict';

const MAX_CHANGES = 100;
const MAX_NAME_BYTES = 1024;
const MAX_TOTAL_BYTES = 100 * 1024;
const MAX_VALUE_CHARACTERS = 2048;
const UNSPECIFIED_NAME_ID = 'urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified';

const text = (maximum) => (value) => typeof value === 'string' && value.length <= maximum;
const oneOf = (...values) => (value) => values.includes(value);
const flag = (value) => typeof value === 'boolean';

/** Name of the setter without `set`, and what it takes. */
const SETTERS = {
  Audience: text(2048),
  AuthnContextClassRef: text(512),
  Cert: text(4096),
  CreateUpnClaim: flag,
  Destination: text(2048),
  DigestAlgorithm: oneOf('sha256', 'sha1'),
  EncryptionAlgorithm: oneOf('aes256-gcm', 'aes256-cbc'),
  EncryptionCert: text(4096),
  EncryptionPublicKey: text(4096),
  IncludeAttributeNameFormat: flag,
  Issuer: text(512),
  Key: text(4096),
  LifetimeInSeconds: (value) => typeof value === 'number',
  MapIdentities: flag,
  MapUnknownClaimsAsIs: flag,
  NameIdentifierFormat: text(512),
  NameIdentifierProbes: (value) =>
    Array.isArray(value) && value.length <= 10 && value.every(text(512)),
  PassthroughClaimsWithNoMapping: flag,
  Recipient: text(2048),
  RelayState: text(512),
  SignResponse: flag,
  SignatureAlgorithm: oneOf('rsa-sha256', 'rsa-sha1'),
  SigningCert: text(4096),
  TypedAttributes: flag,
};

function samlResponseApi(api, recorder) {
  const setters = {};
  for (const [name, accepts] of Object.entries(SETTERS)) {
    setters[`set${name}`] = (value) => {
      if (value === undefined && name === 'NameIdentifierFormat') value = UNSPECIFIED_NAME_ID;
      if (!accepts(value)) throw new Error(`${name} is not valid`);
      recorder.record(`samlResponse.set${name}`, value);
      return api;
    };
  }
  return { ...setters, setAttribute: (name, value) => setAttribute(api, recorder, name, value) };
}

function setAttribute(api, recorder, name, value) {
  const normalized = value ?? null;
  const attributes = {};
  for (const { arguments: [known, set] } of recorder.ofFlow('samlResponse.setAttribute')) {
    attributes[known] = set;
  }
  attributes[name] = normalized;
  if (Buffer.byteLength(JSON.stringify(attributes)) > MAX_TOTAL_BYTES) {
    throw new Error(
      `The total size of the SAML attributes exceeds the limit of ${MAX_TOTAL_BYTES} bytes.`,
    );
  }
  if (Object.keys(attributes).length > MAX_CHANGES) {
    throw new Error(`At most ${MAX_CHANGES} SAML attributes can be changed.`);
  }
  if (typeof name !== 'string' || Buffer.byteLength(name) > MAX_NAME_BYTES) {
    throw new Error('attribute is not valid');
  }
  if (!isAttributeValue(normalized)) throw new Error('value is not valid');
  recorder.record('samlResponse.setAttribute', name, normalized);
  return api;
}

function isAttributeValue(value) {
  const isScalar = (item) =>
    ['number', 'boolean'].includes(typeof item) || text(MAX_VALUE_CHARACTERS)(item);
  return value === null || isScalar(value) || (Array.isArray(value) && value.every(isScalar));
}

module.exports = { samlResponseApi };
