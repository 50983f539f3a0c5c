package dev.plumbline.stage.redact.detect.standard.digits;

/** The check digit schemes that several standards share. Arguments are digits unless told. */
public final class CheckDigits {

  private static final String DIHEDRAL =
      "0123456789"
          + "1234067895"
          + "2340178956"
          + "3401289567"
          + "4012395678"
          + "5987604321"
          + "6598710432"
          + "7659821043"
          + "8765932104"
          + "9876543210";
  private static final String PERMUTATION =
      "0123456789"
          + "1576283094"
          + "5803796142"
          + "8916043527"
          + "9453126870"
          + "4286573901"
          + "2793806415"
          + "7046913258";

  private CheckDigits() {}

  public static int digit(String number, int index) {
    return Character.digit(number.charAt(index), 36);
  }

  /** Sum of digits (letters from A = 10) times weights. */
  public static int weighted(String number, int... weights) {
    int sum = 0;
    for (int i = 0; i < weights.length; i++) {
      sum += weights[i] * digit(number, i);
    }
    return sum;
  }

  /** As {@link #weighted}, of each product the sum of its digits. */
  public static int crossSum(String number, int... weights) {
    int sum = 0;
    for (int i = 0; i < weights.length; i++) {
      int product = weights[i] * digit(number, i);
      sum += product / 10 + product % 10;
    }
    return sum;
  }

  /** ISO/IEC 7812-1, annex B. */
  public static boolean luhn(String number) {
    int sum = 0;
    for (int i = 0; i < number.length(); i++) {
      int digit = number.charAt(number.length() - 1 - i) - '0';
      int doubled = digit * 2;
      sum += i % 2 == 0 ? digit : doubled > 9 ? doubled - 9 : doubled;
    }
    return sum % 10 == 0;
  }

  /** Verhoeff, Error detecting decimal codes, 1969. */
  public static boolean verhoeff(String number) {
    int check = 0;
    for (int i = 0; i < number.length(); i++) {
      int digit = number.charAt(number.length() - 1 - i) - '0';
      int permuted = PERMUTATION.charAt(10 * (i % 8) + digit) - '0';
      check = DIHEDRAL.charAt(10 * check + permuted) - '0';
    }
    return check == 0;
  }

  /** ISO/IEC 7064, MOD 11,10. */
  public static boolean mod11And10(String number) {
    int product = 10;
    for (int i = 0; i < number.length() - 1; i++) {
      int sum = (product + digit(number, i)) % 10;
      product = (sum == 0 ? 10 : sum) * 2 % 11;
    }
    return (product + digit(number, number.length() - 1)) % 10 == 1;
  }

  /** Weights 7, 3, 1 as in machine-readable travel documents (ICAO 9303); the last is the check. */
  public static boolean travelDocument(String number) {
    int[] weights = {7, 3, 1};
    int sum = 0;
    for (int i = 0; i < number.length() - 1; i++) {
      sum += weights[i % 3] * digit(number, i);
    }
    return sum % 10 == digit(number, number.length() - 1);
  }
}
